-- What a round binds: its leaves, the root over them, and how that was confirmed. The random bytes are among the leaves now.
ALTER TABLE rounds ADD COLUMN act BLOB;
ALTER TABLE rounds ADD COLUMN root BLOB;
ALTER TABLE rounds ADD COLUMN confirmation TEXT;
ALTER TABLE rounds DROP COLUMN nonce;

-- How many bytes were released; of documents from before, the store knows.
ALTER TABLE documents ADD COLUMN released_length INTEGER;
