UPDATE invoice_lines
SET text = :text, version = version + 1
WHERE invoice = :id.invoice
  AND number = :id.number
-- AND version = :version
