-- What headlines mean is noted with their articles (`src/meaning.rs`), as every engine has it.
DROP TRIGGER article_means;
DROP TRIGGER article_means_otherwise;
