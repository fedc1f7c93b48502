-- The W3C trace context of the request that began a job: whichever machine does it, its spans belong to that trace.
ALTER TABLE jobs ADD COLUMN trace TEXT;
