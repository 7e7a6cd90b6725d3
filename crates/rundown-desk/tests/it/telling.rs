//! Readers who are told of different stories, in different ways, over a week of the demo.

use std::collections::BTreeSet;

use jiff::civil::Date;
use jiff::tz::TimeZone;
use jiff::{SignedDuration, Timestamp};
use rundown_alerts::{Digest, Hours, Rules};
use rundown_desk::{
    AlertWishes, ChosenAlerts, Desk, DeskError, Found, MailServer, Outgoing, Target,
};
use rundown_fetch::{FetchConfig, Fetcher};
use rundown_news::{ArticleId, DevelopmentId, Follow, ReaderId, StoryId};
use rundown_origin::{Answer, Letters, Outlet};
use serde_json::Value;

use crate::demo::{arrive, half_read, hours, listed};
use crate::putting_off::strike;
use crate::{Room, at, fetcher};

const HOUR: SignedDuration = SignedDuration::from_hours(1);
const ANA: ReaderId = ReaderId::FIRST;
const BEN: ReaderId = ReaderId(2);
const EVA: ReaderId = ReaderId(3);

fn wishes() -> AlertWishes {
    AlertWishes {
        targets: vec!["webhook".to_owned()],
        base_url: "https://news.example".to_owned(),
        ..AlertWishes::default()
    }
}

fn chosen(outlets: u8) -> ChosenAlerts {
    ChosenAlerts {
        rules: Rules { outlets },
        hours: Hours::default(),
        webhook: None,
        ntfy: None,
        ntfy_token: None,
        keeps_mail: true,
    }
}

/// Lets letters go to a reader who knows what theirs says.
async fn mailed(desk: &Desk, letters: &Letters, reader: ReaderId, mail: &str) {
    let desk = &desk.clone().asking_with(fetcher().into());
    let server = server(letters);
    let code = desk.ask_mail(reader, mail).unwrap();
    let base = "https://news.example";
    desk.send_code(Some(&server), mail, &code, base).await.unwrap();
    let letter = letters.taken().pop().unwrap();
    assert!(
        letter.contains(&format!("To: {mail}")) && letter.contains(&code),
        "{letter}"
    );
    assert!(!desk.confirm_mail(reader, "0123456789abcdef", &wishes()).unwrap());
    assert!(!desk.confirm_mail(EVA, &code, &wishes()).unwrap(), "it is another's");
    assert!(desk.confirm_mail(reader, &code, &wishes()).unwrap());
    assert!(!desk.confirm_mail(reader, &code, &wishes()).unwrap(), "it is good once");
}

fn server(letters: &Letters) -> MailServer {
    MailServer {
        server: letters.url().to_owned(),
        password: None,
        from: "rundown@mail.example".to_owned(),
    }
}

/// Targets of three readers, over local HTTP and SMTP.
struct Town {
    room: Room,
    web: Outlet,
    letters: Letters,
}

impl Town {
    /// An hour passes. Whoever asks again hears nothing more; letters come by day, one a day.
    async fn hour(&self, now: Timestamp, days: &mut BTreeSet<Date>) {
        self.room.hands.set(now);
        let before = self.letters.taken().len();
        self.tell().await;
        assert_eq!(self.tell().await, 0);
        let lisbon = TimeZone::get("Europe/Lisbon").unwrap().to_datetime(now);
        if self.letters.taken().len() > before {
            assert!((8..22).contains(&lisbon.hour()), "{lisbon} is of the night");
            assert!(days.insert(lisbon.date()), "{lisbon}: one letter a day");
        }
    }

    async fn tell(&self) -> u64 {
        let (fetcher, wishes, mail) = (fetcher(), wishes(), server(&self.letters));
        let targets = [Target::Webhook { url: self.web.url("/settings"), secret: None }];
        self.room.desk().note_alerts(&wishes).unwrap();
        let outgoing = Outgoing {
            fetcher: &fetcher,
            outside: &fetcher,
            targets: &targets,
            mail: Some(&mail),
            wishes: &wishes,
        };
        self.room.desk().send_alerts(&outgoing).await.unwrap()
    }

    /// The alerts that came to a webhook, in their order.
    fn told(&self, path: &str) -> Vec<Value> {
        let bodies = self.web.bodies(path);
        let messages =
            bodies.iter().map(|body| serde_json::from_str::<Value>(body).unwrap());
        messages.flat_map(|one| one["alerts"].as_array().unwrap().clone()).collect()
    }

    /// What a reader does with the story of a name that an alert had.
    fn followed(&self, reader: ReaderId, slug: &str) -> Follow {
        let own = self.room.desk().read_by(reader);
        match own.story(slug).unwrap() {
            Found::Here(story) => story.follow,
            Found::Moved(now) => self.followed(reader, &now.0),
            Found::Unknown => panic!("{slug} leads nowhere"),
        }
    }

    /// Which development an article stands in when all is over.
    fn development(&self, id: &str) -> DevelopmentId {
        let desk = self.room.desk();
        let article = desk.article(&ArticleId(id.to_owned()), None).unwrap().unwrap();
        let Found::Here(story) = desk.story(&article.story.unwrap().slug.0).unwrap()
        else {
            panic!("{id} has no story");
        };
        let mut all = story.brief.developments.iter();
        let its = all.find(|one| one.articles.iter().any(|one| one.as_str() == id));
        its.unwrap_or_else(|| panic!("{id} stands in no development"))
            .development
            .unwrap()
    }

    /// Nobody is told anything twice: each article opens one alert, and no two alerts are of
    /// one development, whatever threading made of them later.
    fn none_twice(&self, told: &[Value]) {
        let ids: Vec<&str> = told.iter().map(|one| one["id"].as_str().unwrap()).collect();
        let developments = ids.iter().map(|id| self.development(id));
        assert_eq!(ids.iter().collect::<BTreeSet<_>>().len(), ids.len(), "{ids:?}");
        assert_eq!(developments.collect::<BTreeSet<_>>().len(), ids.len(), "{ids:?}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_week_tells_each_reader_of_what_is_theirs_and_of_nothing_twice() {
    let (room, after) = half_read("week");
    let town = Town { room, web: Outlet::new(), letters: Letters::new() };
    for path in ["/settings", "/ana", "/ben", "/eva"] {
        town.web.give(path, Answer::status("204 No Content"));
    }
    let desk = town.room.desk();
    let stories = listed(&town.room);
    let (ours, theirs): (Vec<StoryId>, Vec<StoryId>) =
        stories.iter().partition(|story| story.0 % 2 == 0);
    // Ana wants all of it at once, and has a target in the settings and one of her own. Ben
    // wants what two outlets say, once a day, at night nothing, and watches words beside.
    for (reader, stories, outlets, path) in
        [(ANA, &ours, 1, "/ana"), (BEN, &theirs, 2, "/ben"), (EVA, &theirs, 1, "/eva")]
    {
        let own = desk.read_by(reader);
        for story in stories {
            own.follow(*story, Follow::Followed).unwrap();
        }
        let url = town.web.url(path);
        let choice = ChosenAlerts { webhook: Some(url), ..chosen(outlets) };
        desk.choose_alerts(reader, &choice).unwrap();
    }
    let daily = Hours {
        zone: TimeZone::get("Europe/Lisbon").unwrap(),
        quiet: "22:00-08:30".parse().ok(),
        digest: Digest::Day,
    };
    let own = desk.own_alerts(BEN, &wishes()).unwrap();
    let secret = own.webhook.clone();
    let choice = ChosenAlerts { hours: daily, ..ChosenAlerts::from(own) };
    desk.choose_alerts(BEN, &choice).unwrap();
    assert_eq!(desk.own_alerts(BEN, &wishes()).unwrap().webhook, secret, "it stays");
    mailed(desk, &town.letters, BEN, "ben@mail.example").await;
    let words = "harbor";
    assert!(desk.read_by(BEN).watch_words(words, true).unwrap());
    assert_eq!(desk.watched_words(BEN).unwrap(), [words]);
    assert!(desk.watched_words(ANA).unwrap().is_empty());

    let (mut days, mut clock) = (BTreeSet::new(), desk.now());
    for hour in hours(after) {
        // The service looks each hour, whether there is news or none.
        while clock + HOUR < hour.0 {
            clock += HOUR;
            town.hour(clock, &mut days).await;
        }
        clock = hour.0;
        arrive(&town.room, hour);
        town.hour(clock, &mut days).await;
    }
    for _ in 0..24 {
        clock += HOUR;
        town.hour(clock, &mut days).await;
    }
    let (ana, ben, eva) = (town.told("/ana"), town.told("/ben"), town.told("/eva"));
    assert_eq!(ana, town.told("/settings"), "the settings' target is hers too");
    assert!(ana.len() > 3 && !eva.is_empty(), "{} {}", ana.len(), eva.len());
    assert!(!ben.is_empty() && !days.is_empty(), "{} {days:?}", ben.len());
    for told in [&ana, &ben, &eva] {
        town.none_twice(told);
    }
    // Stories of two readers may have become one: then each of them follows it.
    for (reader, told) in [(ANA, &ana), (BEN, &ben), (EVA, &eva)] {
        for one in told.iter().filter(|one| one["watched"] == "story") {
            let slug = one["slug"].as_str().unwrap();
            assert_eq!(
                town.followed(reader, slug),
                Follow::Followed,
                "{reader:?} {slug}"
            );
        }
    }
    // What stands on ben's page is his alone.
    let own = desk.alerts(Some(BEN), 99).unwrap();
    assert!(own.iter().all(|one| one.reader == BEN && !one.deliveries.is_empty()));
    assert!(own.len() >= ben.len());
}

#[tokio::test(flavor = "multi_thread")]
async fn what_a_reader_names_is_not_asked_within_a_private_network() {
    let web = Outlet::new();
    web.give("/ben", Answer::status("204 No Content"));
    let (room, after) = half_read("outside");
    let desk = room.desk();
    let own = desk.read_by(BEN);
    for story in listed(&room) {
        own.follow(story, Follow::Followed).unwrap();
    }
    // As if it had been a public address when ben named it.
    let choice = ChosenAlerts { webhook: Some(web.url("/ben")), ..chosen(1) };
    desk.choose_alerts(BEN, &choice).unwrap();
    for hour in hours(after) {
        arrive(&room, hour);
    }
    let outside = Fetcher::new(FetchConfig::default()).unwrap();
    let (wishes, opened) = (wishes(), fetcher());
    let outgoing = Outgoing {
        fetcher: &opened,
        outside: &outside,
        targets: &[],
        mail: None,
        wishes: &wishes,
    };
    assert!(desk.note_alerts(&wishes).unwrap() > 0);
    assert_eq!(desk.send_alerts(&outgoing).await.unwrap(), 0);
    assert!(web.asked("/ben").is_empty());
    let told = desk.alerts(Some(BEN), 99).unwrap();
    let mut problems = told.iter().flat_map(|one| &one.deliveries);
    let why = problems.find_map(|one| one.problem.clone()).unwrap();
    assert!(why.contains("not an address of the public internet"), "{why}");
    // Named now it is refused at once.
    let desk = desk.clone().telling_with(outside.into());
    for url in [&*web.url("/ben"), "http://169.254.169.254/", "https://10.0.0.7:8443/x"] {
        assert!(matches!(desk.may_tell(url).await, Err(DeskError::Wish { .. })), "{url}");
    }
    // A target that is gone is waited for no longer.
    desk.choose_alerts(BEN, &chosen(1)).unwrap();
    assert_eq!(desk.alert_counts().unwrap().waiting, 0);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_chat_is_given_what_there_is_to_tell_as_text() {
    let web = Outlet::new();
    web.give("/hook", Answer::ok("ok"));
    let (room, after) = half_read("chat");
    let desk = room.desk();
    for story in listed(&room) {
        desk.follow(story, Follow::Followed).unwrap();
    }
    for hour in hours(after) {
        arrive(&room, hour);
    }
    let fetcher = fetcher();
    let targets = [Target::Chat { url: web.url("/hook") }];
    let wishes = AlertWishes { targets: vec!["chat".to_owned()], ..wishes() };
    let outgoing = Outgoing {
        fetcher: &fetcher,
        outside: &fetcher,
        targets: &targets,
        mail: None,
        wishes: &wishes,
    };
    assert!(desk.note_alerts(&wishes).unwrap() > 0);
    let sent = desk.send_alerts(&outgoing).await.unwrap();
    let said: Vec<String> = web
        .bodies("/hook")
        .iter()
        .map(|body| serde_json::from_str::<Value>(body).unwrap())
        .map(|body| body["text"].as_str().unwrap().to_owned())
        .collect();
    let told = desk.alerts(Some(ANA), 99).unwrap();
    assert_eq!((said.len() as u64, sent), (told.len() as u64, told.len() as u64));
    for alert in &told {
        let alert: Value = serde_json::from_str(&alert.body).unwrap();
        let of = |key: &str| alert[key].as_str().unwrap();
        let its = said.iter().filter(|text| {
            text.starts_with(of("title")) && text.contains(of("story_url"))
        });
        assert_eq!(its.count(), 1, "{} in {said:?}", of("title"));
    }
    assert_eq!(desk.send_alerts(&outgoing).await.unwrap(), 0);
}

#[test]
fn what_cannot_be_chosen_is_told_so() {
    let (room, _) = strike("odd-wishes");
    let desk = room.desk();
    for url in [
        "",
        "ftp://a.example/",
        "mail",
        &format!("https://a.example/{}", "x".repeat(2_000)),
    ] {
        let choice = ChosenAlerts { webhook: Some(url.to_owned()), ..chosen(2) };
        let chosen = desk.choose_alerts(BEN, &choice);
        assert!(matches!(chosen, Err(DeskError::Wish { .. })), "{url}");
    }
    assert_eq!(desk.own_alerts(BEN, &wishes()).unwrap().webhook, None);
    let own = desk.read_by(BEN);
    assert!(own.watch_words(" ", true).is_err());
    assert!(own.watch_words(&"a ".repeat(300), true).is_err());
    for n in 0..100 {
        assert!(own.watch_words(&format!("port {n}"), true).unwrap());
    }
    assert!(!own.watch_words("port elm", true).unwrap(), "so many are enough");
    assert!(desk.watch_words("port elm", true).unwrap(), "others have theirs");
    desk.ask_mail(BEN, "ben@mail.example").unwrap();
    let again = desk.ask_mail(BEN, "someone@else.example");
    assert!(matches!(again, Err(DeskError::Wish { .. })), "not so soon");
    room.hands.set(at("2031-05-13T08:03:00Z"));
    let code = desk.ask_mail(BEN, "ben@mail.example").unwrap();
    room.hands.set(at("2031-05-14T09:00:00Z"));
    assert!(!desk.confirm_mail(BEN, &code, &wishes()).unwrap(), "a day is over");
    assert_eq!(desk.own_alerts(BEN, &wishes()).unwrap().mail_asked, None);
}
