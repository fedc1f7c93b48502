-- What a sender said of a resumable upload, in its own words: it is told again to whoever asks how far the upload is (tus 1.0.0, creation).
ALTER TABLE uploads ADD COLUMN metadata TEXT;
