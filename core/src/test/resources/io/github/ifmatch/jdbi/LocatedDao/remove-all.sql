DELETE FROM invoice_lines
WHERE invoice = :id.invoice AND number = :id.number AND version = :version
