-- Who an account is at the provider of a single sign-on, if they sign on there.
ALTER TABLE account ADD COLUMN issuer TEXT;
ALTER TABLE account ADD COLUMN subject TEXT;
CREATE UNIQUE INDEX account_signs_on ON account (issuer, subject) WHERE subject IS NOT NULL;
