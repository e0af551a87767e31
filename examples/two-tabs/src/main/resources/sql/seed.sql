INSERT INTO pricing_rules (id, name, threshold, discount, notes, enabled, updated_by, updated_at, version) VALUES
(1, 'Trade customers, hand tools', 250.00, 12.50, 'Agreed with the trade counter for the season. Applies to hand tools only, not to sets or to articles that are already reduced. Ask sales before changing the rate: two framework contracts quote it.', true, 'Import', TIMESTAMP WITH TIME ZONE '2026-01-05 08:00:00+00', 1),
(2, 'Volume discount, fasteners', 500.00, 8.00, 'Counts boxes, not pieces. Screws, bolts and anchors together.', true, 'Import', TIMESTAMP WITH TIME ZONE '2026-01-05 08:00:00+00', 1),
(3, 'New customers, first order', 0.00, 5.00, 'Once for each customer number. The shop checks this by itself.', true, 'Import', TIMESTAMP WITH TIME ZONE '2026-01-05 08:00:00+00', 1),
(4, 'Clearance, garden', 0.00, 30.00, 'Until the shelves are empty. No further rebate on top.', false, 'Import', TIMESTAMP WITH TIME ZONE '2026-01-05 08:00:00+00', 1),
(5, 'Early payment', 1000.00, 2.00, 'Two percent within ten days. Finance owns this rule.', true, 'Import', TIMESTAMP WITH TIME ZONE '2026-01-05 08:00:00+00', 1),
(6, 'Schools and workshops', 150.00, 15.00, 'Needs a stamped order. Vocational schools count as schools.', true, 'Import', TIMESTAMP WITH TIME ZONE '2026-01-05 08:00:00+00', 1),
(7, 'Quiet Tuesday', 75.00, 4.00, 'Brings people in on the slowest day. Review every quarter.', false, 'Import', TIMESTAMP WITH TIME ZONE '2026-01-05 08:00:00+00', 1),
(8, 'Pallet orders, adhesives', 2400.00, 18.00, 'Full pallets only. The carrier is booked by the warehouse.', true, 'Import', TIMESTAMP WITH TIME ZONE '2026-01-05 08:00:00+00', 1);

INSERT INTO rule_conditions (id, rule_id, subject, operator, operand, version) VALUES
(1, 1, 'CUSTOMER_GROUP', 'IS', 'Trade', 1),
(2, 1, 'CATEGORY', 'IS', 'Hand tools', 1),
(3, 1, 'QUANTITY', 'AT_LEAST', '5', 1),
(4, 2, 'CATEGORY', 'IS', 'Fasteners', 1),
(5, 2, 'QUANTITY', 'AT_LEAST', '20', 1),
(6, 3, 'CUSTOMER_GROUP', 'IS', 'New', 1),
(7, 4, 'CATEGORY', 'IS', 'Garden', 1),
(8, 5, 'CUSTOMER_GROUP', 'IS_NOT', 'Cash', 1),
(9, 6, 'CUSTOMER_GROUP', 'IS', 'Education', 1),
(10, 7, 'WEEKDAY', 'IS', 'Tuesday', 1),
(11, 8, 'CATEGORY', 'IS', 'Adhesives', 1),
(12, 8, 'QUANTITY', 'AT_LEAST', '48', 1);
