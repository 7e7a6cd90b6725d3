//! The feed of an outlet, in the format its design asks for.

use anyhow::Result;
use jiff::ZonedDateTime;
use serde_json::json;

use super::calendar::iso;
use super::design::{FeedFormat, Settings};
use super::edition::Article;
use super::markup::escaped;
use super::page::{joined_byline, summary};

/// Prints a feed of `articles`, which stand newest first.
pub(crate) fn feed(settings: &Settings, articles: &[&Article]) -> Result<String> {
    match settings.feed {
        FeedFormat::Rss => Ok(rss(settings, articles)),
        FeedFormat::Rdf => Ok(rdf(settings, articles)),
        FeedFormat::Atom => Ok(atom(settings, articles)),
        FeedFormat::Json => json_feed(settings, articles),
    }
}

fn rss(settings: &Settings, articles: &[&Article]) -> String {
    let items: String =
        articles.iter().map(|article| rss_item(settings, article)).collect();
    let Settings { name, domain, motto, .. } = settings;
    let (name, motto) = (escaped(name), escaped(motto));
    let built =
        articles.first().map_or_else(String::new, |article| mail_date(changed(article)));
    format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n\
         <rss version=\"2.0\" xmlns:dc=\"http://purl.org/dc/elements/1.1/\" \
         xmlns:atom=\"http://www.w3.org/2005/Atom\">\n<channel>\n\
         <title>{name}</title>\n<link>https://{domain}/</link>\n\
         <atom:link href=\"https://{domain}/feed.xml\" rel=\"self\" type=\"application/rss+xml\"/>\n\
         <description>{motto}</description>\n<lastBuildDate>{built}</lastBuildDate>\n\
         <ttl>15</ttl>\n{items}</channel>\n</rss>\n"
    )
}

fn rss_item(settings: &Settings, article: &Article) -> String {
    let copy = &article.copy;
    let optional = |tag: &str, text: &str| {
        if text.is_empty() {
            return String::new();
        }
        format!("  <{tag}>{}</{tag}>\n", escaped(text))
    };
    let url = escaped(&article.url);
    format!(
        "<item>\n  <title>{}</title>\n  <link>{url}</link>\n\
         {}{}  <description><![CDATA[{}]]></description>\n\
         \x20 <pubDate>{}</pubDate>\n  <guid isPermaLink=\"true\">{url}</guid>\n</item>\n",
        escaped(&copy.headline),
        optional("dc:creator", &joined_byline(&copy.byline, &settings.and)),
        optional("category", &copy.section),
        escaped(&summary(article)),
        mail_date(&copy.published),
    )
}

fn rdf(settings: &Settings, articles: &[&Article]) -> String {
    let Settings { name, domain, motto, .. } = settings;
    let (name, motto) = (escaped(name), escaped(motto));
    let listed: String = articles.iter().map(|article| rdf_listed(article)).collect();
    let items: String = articles.iter().map(|article| rdf_item(article)).collect();
    format!(
        "<?xml version=\"1.0\" encoding=\"windows-1252\"?>\n\
         <rdf:RDF xmlns:rdf=\"http://www.w3.org/1999/02/22-rdf-syntax-ns#\" \
         xmlns=\"http://purl.org/rss/1.0/\" xmlns:dc=\"http://purl.org/dc/elements/1.1/\">\n\
         <channel rdf:about=\"https://{domain}/feed.xml\">\n <title>{name}</title>\n \
         <link>https://{domain}/</link>\n <description>{motto}</description>\n \
         <items>\n  <rdf:Seq>\n{listed}  </rdf:Seq>\n </items>\n</channel>\n{items}</rdf:RDF>\n"
    )
}

fn rdf_listed(article: &Article) -> String {
    format!("   <rdf:li rdf:resource=\"{}\"/>\n", escaped(&article.url))
}

fn rdf_item(article: &Article) -> String {
    let url = escaped(&article.url);
    format!(
        "<item rdf:about=\"{url}\">\n <title>{}</title>\n <link>{url}</link>\n \
         <description>{}</description>\n <dc:date>{}</dc:date>\n</item>\n",
        escaped(&article.copy.headline),
        escaped(&summary(article)),
        iso(&article.copy.published),
    )
}

fn atom(settings: &Settings, articles: &[&Article]) -> String {
    let Settings { name, domain, motto, .. } = settings;
    let (name, motto) = (escaped(name), escaped(motto));
    let newest = articles.iter().map(|article| changed(article)).max();
    let updated = newest.map_or_else(String::new, iso);
    let entries: String = articles.iter().map(|article| atom_entry(article)).collect();
    format!(
        "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n\
         <feed xmlns=\"http://www.w3.org/2005/Atom\">\n\
         <title>{name}</title>\n<subtitle>{motto}</subtitle>\n\
         <link href=\"https://{domain}/\"/>\n\
         <link rel=\"self\" href=\"https://{domain}/feed.xml\"/>\n\
         <id>tag:{domain},2031:feed</id>\n<updated>{updated}</updated>\n{entries}</feed>\n"
    )
}

fn atom_entry(article: &Article) -> String {
    let copy = &article.copy;
    let authors: String = copy.byline.iter().map(|name| atom_author(name)).collect();
    let url = escaped(&article.url);
    format!(
        "<entry>\n  <title>{}</title>\n  <link href=\"{url}\"/>\n  <id>{url}</id>\n\
         \x20 <published>{}</published>\n  <updated>{}</updated>\n\
         {authors}  <summary type=\"text\">{}</summary>\n</entry>\n",
        escaped(&copy.headline),
        iso(&copy.published),
        iso(changed(article)),
        escaped(&summary(article)),
    )
}

fn atom_author(name: &str) -> String {
    format!("  <author><name>{}</name></author>\n", escaped(name))
}

fn json_feed(settings: &Settings, articles: &[&Article]) -> Result<String> {
    let domain = &settings.domain;
    let items: Vec<_> = articles.iter().map(|article| json_item(article)).collect();
    let feed = json!({
        "version": "https://jsonfeed.org/version/1.1",
        "title": settings.name,
        "description": settings.motto,
        "home_page_url": format!("https://{domain}/"),
        "feed_url": format!("https://{domain}/feed.json"),
        "items": items,
    });
    Ok(serde_json::to_string_pretty(&feed)? + "\n")
}

fn json_item(article: &Article) -> serde_json::Value {
    let copy = &article.copy;
    let authors: Vec<_> =
        copy.byline.iter().map(|name| json!({ "name": name })).collect();
    json!({
        "id": article.url,
        "url": article.url,
        "title": copy.headline,
        "summary": summary(article),
        "date_published": iso(&copy.published),
        "date_modified": iso(changed(article)),
        "authors": authors,
        "tags": copy.tags,
        "language": copy.lang,
    })
}

fn changed(article: &Article) -> &ZonedDateTime {
    article.copy.modified.as_ref().unwrap_or(&article.copy.published)
}

/// `Tue, 06 May 2031 09:05:00 +0100`, as RSS 2.0 wants it.
fn mail_date(time: &ZonedDateTime) -> String {
    time.strftime("%a, %d %b %Y %H:%M:%S %z").to_string()
}
