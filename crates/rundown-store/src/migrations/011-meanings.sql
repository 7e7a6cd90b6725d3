-- What the headline of each article means, as a direction that words and languages share
-- (`src/meaning.rs`); of a headline without words there is none.
CREATE TABLE meaning (
  article INTEGER PRIMARY KEY REFERENCES article (seq),
  direction BLOB
);
INSERT INTO meaning (article, direction) SELECT seq, meaning(headline) FROM article;

CREATE TRIGGER article_means AFTER INSERT ON article BEGIN
  INSERT INTO meaning (article, direction) VALUES (new.seq, meaning(new.headline));
END;
CREATE TRIGGER article_means_otherwise AFTER UPDATE OF headline ON article BEGIN
  UPDATE meaning SET direction = meaning(new.headline) WHERE article = new.seq;
END;
