-- From version 2 to version 3, in one transaction.
ALTER TABLE cleanup_run ADD COLUMN job_file VARCHAR;
ALTER TABLE cleanup_run ADD COLUMN started_by VARCHAR;
ALTER TABLE cleanup_run ADD COLUMN purpose VARCHAR;
ALTER TABLE cleanup_run ADD COLUMN parent VARCHAR;
UPDATE cleanup_schema SET version = 3;
