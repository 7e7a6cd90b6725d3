use jiff::civil::Date;
use rundown_news::{Lang, Span};

use super::*;
use crate::copy::Copy;
use crate::syntax::Syntax;

fn dates(
    text: &str,
    sentences: &[Span],
    lang: Lang,
    published: Option<Date>,
) -> Vec<When> {
    let copy = Copy::read(text, lang, sentences);
    let clauses = Clauses { copy: &copy, syntax: &Syntax::read(&copy) };
    let published = published.map(NewsTime::from_day);
    read(clauses, &lex::lex(&copy, sentences), "", published)
}

/// Checks copy with every expression marked: `[words]{value}`.
#[track_caller]
fn check_in(lang: Lang, published: &str, marked: &str) {
    let (text, expected) = unmark(marked);
    let sentences = rundown_text::sentences(&text, lang);
    let published = published.parse().ok();
    let found: Vec<_> = dates(&text, &sentences, lang, published)
        .into_iter()
        .map(|when| (when.span.of(&text).to_owned(), when.value))
        .collect();
    assert_eq!(found, expected, "in {text:?}");
}

/// English copy of Thursday, 15 May 2031.
#[track_caller]
fn check(marked: &str) {
    check_in(Lang::ENGLISH, "2031-05-15", marked);
}

fn unmark(marked: &str) -> (String, Vec<(String, String)>) {
    let mut text = String::new();
    let mut marks = Vec::new();
    let mut rest = marked;
    while let Some((before, after)) = rest.split_once('[') {
        let (words, after) = after.split_once("]{").expect("a mark has its value");
        let (value, after) = after.split_once('}').expect("a value is closed");
        text.push_str(before);
        text.push_str(words);
        marks.push((words.to_owned(), value.to_owned()));
        rest = after;
    }
    text.push_str(rest);
    (text, marks)
}

#[test]
fn a_weekday_is_the_last_one_unless_the_sentence_looks_ahead() {
    check("The ministers met [Wednesday]{2031-05-14} in Port Elm.");
    check("The singer died [Monday]{2031-05-12} at home.");
    check("The council will vote on [Monday]{2031-05-19}.");
    check("Talks are due to resume [Tuesday]{2031-05-20} in Norfeld.");
    check("Speaking to reporters [Thursday]{2031-05-15}, she thanked the crews.");
    check("They left [last Friday]{2031-05-09} and return [next Friday]{2031-05-16}.");
    check("The ferry sank [Saturday night]{2031-05-10TNI} off Osk.");
}

#[test]
fn the_governing_verb_says_which_week() {
    check("Members of the assembly could throw it out on [Monday]{2031-05-19}.");
    check("The talks in Norfeld are to end on [Tuesday]{2031-05-20}.");
    check("The treaty to be signed on [Sunday]{2031-05-18} is short.");
    check("He plans to open the bridge [Saturday]{2031-05-17}.");
    check("The mayor is meeting the crews on [Friday]{2031-05-16}.");
    check("The bridge has reopened since it flooded on [Sunday]{2031-05-11}.");
    check("Varga, who will run again, resigned on [Monday]{2031-05-12}.");
    check("She could not be reached [Wednesday]{2031-05-14}.");
    check("The sale was postponed until [Saturday]{2031-05-17}.");
}

#[test]
fn what_is_arranged_for_a_weekday_lies_ahead() {
    check("The union called a strike from [Friday]{2031-05-16}.");
    check("Ruiz announced a meeting for [Monday]{2031-05-19}.");
    check("Ruiz announced a meeting on [Monday]{2031-05-12}.");
    check("Ruiz announced a loss for [the fourth quarter]{2030-Q4}.");
}

#[test]
fn the_governing_verb_says_which_year() {
    check("The mill closed on [1 June]{2030-06-01}.");
    check("The last festival was held in [June]{2030-06}.");
    check("The ministry closes the observatory on [31 July]{2031-07-31}.");
    check("The orchard was sold in [May]{2031-05}.");
    check("The next round will be held in [March]{2032-03}.");
    check("The council has set [20 June]{2031-06-20} as the deadline.");
}

#[test]
fn days_that_share_a_month_are_days() {
    check("The fair runs from [Friday 2]{2031-05-02} to [Sunday 4 May]{2031-05-04}.");
    check("It met on [May 6]{2031-05-06}, [7]{2031-05-07} and [8]{2031-05-08}.");
    check("They met on [2]{2031-05-02} and [3 May]{2031-05-03} in Osk.");
    check("On [May 6]{2031-05-06}, 7 people came.");
    check("It rained on [March 3]{2029-03-03} and [4, 2029]{2029-03-04} in Port Elm.");
}

#[test]
fn days_in_brackets_are_the_nearest() {
    check("The market ([June 20]{2031-06-20}) was called off.");
}

#[test]
fn days_of_rules_share_a_month() {
    let check = |lang, marked| {
        check_in(Lang::parse(lang).unwrap(), "2031-05-15", marked);
    };
    check(
        "de",
        "Am [2. Mai]{2031-05-02} rief sie an; vom [3.]{2031-06-03} bis [5. Juni]{2031-06-05}.",
    );
    check("fr", "Du [3]{2031-06-03} au [5 juin]{2031-06-05}.");
    check("fr", "Les [3]{2031-06-03}, [4]{2031-06-04} et [5 juin]{2031-06-05}.");
    check("es", "Del [3]{2031-06-03} al [5 de junio]{2031-06-05}.");
    check("fr", "Le bilan est de 2, [4 mai]{2031-05-04}.");
}

/// A sentence of a language without a grammar is parsed as English is: that tells no tense.
#[test]
fn words_that_look_english_tell_no_past_elsewhere() {
    for (lang, copy) in
        [("pl", "Ona led w [czerwcu]{2031-06}."), ("tr", "O led [haziranda]{2031-06}.")]
    {
        check_in(Lang::parse(lang).unwrap(), "2031-05-15", copy);
    }
}

#[test]
fn days_are_told_by_their_number_alone() {
    check("The vote was lost on [the 12th]{2031-05-12}.");
    check("The court will sit on [the 18th]{2031-05-18}.");
    check("He was seen on [May 3]{2031-05-03} and found on [the 7th]{2031-05-07}.");
    check("She lives on the 12th floor.");
}

#[test]
fn weeks_are_counted_from_weekdays() {
    check("The vote is on [Saturday week]{2031-05-24}.");
    check("It sank [a week ago Tuesday]{2031-05-06} off Osk.");
    check("It sank [a week ago on Tuesday]{2031-05-06} off Osk.");
    check("It opens [a week on Tuesday]{2031-05-27}.");
    check("The dam broke [two years ago today]{2029-05-15}.");
    check("It was founded [half a century ago]{1981}.");
}

/// Checks which predicate each date hangs on: `[words]{predicate}`, empty for none.
#[track_caller]
fn check_predicates(marked: &str) {
    let (text, expected) = unmark(marked);
    let sentences = rundown_text::sentences(&text, Lang::ENGLISH);
    let published = "2031-05-15".parse().ok();
    let found: Vec<_> = dates(&text, &sentences, Lang::ENGLISH, published)
        .into_iter()
        .map(|when| {
            let predicate = when.predicate.map_or("", |span| span.of(&text));
            (when.span.of(&text).to_owned(), predicate.to_owned())
        })
        .collect();
    assert_eq!(found, expected, "in {text:?}");
}

#[test]
fn a_date_hangs_on_the_predicate_of_its_clause() {
    check_predicates("The minister resigned on [Monday]{resigned}.");
    check_predicates(
        "The mill, which closed in [2029]{closed}, reopened [Friday]{reopened}.",
    );
    check_predicates(
        "In [2019]{moved} the school moved and in [2024]{closed} it closed.",
    );
    check_predicates("The talks are expected to end on [Tuesday]{end}.");
    check_predicates("She has been mayor since [2029]{mayor}.");
    check_predicates("The vote will be on [Sunday]{be}.");
    check_predicates("It grew from [2019]{grew} to [2024]{grew}.");
}

#[test]
fn a_date_inside_a_noun_phrase_dates_nothing() {
    check_predicates("He won the [2024]{} election.");
    check_predicates("She criticised [Monday]{}'s vote.");
    check_predicates("He denied it in a [2022]{} interview.");
    check_predicates("The [May 2030]{} accord failed.");
}

#[test]
fn a_day_before_publication_dates_the_main_clause() {
    let check = check_predicates;
    check("The council voted to close the pier on [Wednesday]{voted}.");
    check("A judge barred the port from closing on [Wednesday]{barred}, saying so.");
    check("Speaking to reporters [Wednesday]{thanked}, she thanked the crews.");
    check("Officials speaking on [Wednesday]{called} called the plan a mistake.");
    check("Prosecutors on [Wednesday]{rested} rested their case against Varga.");
    check("The pier was shut on [Wednesday]{shut} after the roof fell.");
    check("The ferry had left, Ruiz said [late Wednesday night]{said}.");
    check("In an interview on [Wednesday]{defended}, Ruiz defended the plan.");
    check("In an interview with the Courier on [Monday]{defended}, he defended it.");
    check("In [Tuesday]{repeated}'s debate, Ruiz repeated the claim.");
    check("“We had a storm,” she said in a statement [Wednesday evening]{said}.");
    check("Talks on the port appeared to falter [Wednesday]{falter}.");
}

#[test]
fn a_day_of_a_noun_or_another_clause_stays_there() {
    let check = check_predicates;
    check("The crews who left on [Tuesday]{left} came home.");
    check("Varga's departure on [Tuesday]{} was a relief to the crews.");
    check("Varga has been quiet since he was forced on [Tuesday]{forced} to leave.");
    check("Ruiz was fined for stealing a boat on [Tuesday]{stealing}.");
    check("Ruiz called on him to “close the pier on [Tuesday]{close}”.");
    check("The decision follows in the wake of [Tuesday]{}'s vote.");
    check("The council agreed to meet on [Monday]{meet}.");
    check("The shares closed at 11 crowns, from 18 crowns on [Monday night]{}.");
}

#[test]
fn a_day_that_reads_as_a_noun_hangs_on_its_verb() {
    let check = check_predicates;
    check("The council [late Wednesday]{passed} passed tough new rules for the port.");
    check("A top lawmaker claimed [Wednesday]{claimed} crews have started to leave.");
    check("Varga told the crews [Wednesday evening]{told} that he would return.");
    check(
        "The minister lashed out at the port on [Wednesday]{lashed} [days]{} after the \
         council voted to shut it.",
    );
}

#[test]
fn dates_take_the_year_that_fits() {
    check("The dam broke on [May 3]{2031-05-03}, not [Dec. 30, 2030]{2030-12-30}.");
    check("It opened on [6 November 2029]{2029-11-06}.");
    check("The [April]{2031-04} meeting was short.");
    check("This may take longer than the march.");
    check("He will retire in [January]{2032-01}.");
    check("Crews from Mar-a-Vela sailed on [4/22]{2031-04-22}.");
    check("In [June last year]{2030-06} the mine closed.");
    check("A vote is set for [June 3]{2031-06-03}.");
    check("The law of [March 2028]{2028-03} was repealed in [1999]{1999}.");
}

#[test]
fn verbs_and_names_are_no_months() {
    check("She may march with them.");
    check("April Vance and June Holt spoke.");
    check("He is the second of May's ministers to leave.");
    check("It sank on [the second of May]{2031-05-02}.");
    check("They may leave in [May]{2031-05}.");
}

#[test]
fn numeric_dates_are_read() {
    check("Logged [2031-05-14]{2031-05-14} and [5/13/2031]{2031-05-13}.");
    check("The server stopped at [2031-05-14T09:30]{2031-05-14T09:30}.");
    check("It holds 1/2 of the shares, 24/7.");
}

#[test]
fn figures_are_read_in_the_order_of_the_text() {
    check("On [3/5/2031]{2031-03-05} it snowed.");
    check("On [3/5/2031]{2031-05-03}, not [14/5/2031]{2031-05-14}, it snowed.");
    check("On [3/5/2031]{2031-03-05}, not [5/14/2031]{2031-05-14}, it snowed.");
    check("On [2 May]{2031-05-02} it rained, on [3/5/2031]{2031-05-03} it snowed.");
}

#[test]
fn relative_days_count_from_publication() {
    check(
        "It rained [today]{2031-05-15}, [yesterday]{2031-05-14} and [two days ago]{2031-05-13}.",
    );
    check("The lake froze [last winter]{2030-WI}.");
    check("It was sold [two weeks ago]{2031-W18} or [last month]{2031-04}.");
    check("She arrives [the day after tomorrow]{2031-05-17}.");
    check("[Earlier this year]{2031} and [late last week]{2031-W19} it shook.");
    check(
        "Prices rose in [the first quarter]{2031-Q1} and [the second half of 2030]{2030-H2}.",
    );
}

#[test]
fn narrated_days_count_from_the_last_one_named() {
    check("He arrived on [May 2]{2031-05-02} and left [the following day]{2031-05-03}.");
    check(
        "She fell ill on [April 30]{2031-04-30} and died [three days later]{2031-05-03}.",
    );
    check("They married in [2019]{2019} and parted [two years later]{2021}.");
}

#[test]
fn narrated_days_do_not_cross_a_paragraph() {
    check("He came on [May 2]{2031-05-02}.\n\nHe left [the following day]{XXXX-XX-XX}.");
}

#[test]
fn lengths_are_no_points() {
    check(
        "It took [three days]{P3D}, [nearly two hours]{PT2H} and [a year and a half]{P1Y6M}.",
    );
    check("[A few weeks]{PXW} of a [six-month]{P6M} ban passed.");
    check("Over [the past two decades]{P20Y} it grew.");
    check("The 22-year-old left [one day]{P1D} after the talks.");
}

#[test]
fn sets_recur() {
    check("It runs [every Thursday]{XXXX-WXX-4}, [daily]{P1D} in [each July]{XXXX-07}.");
    check("He pays [twice a month]{P1M}.");
}

#[test]
fn times_take_their_day() {
    check("A blast at [10:35 a.m. Wednesday]{2031-05-14T10:35} shook Osk.");
    check(
        "It began at [noon]{2031-05-15T12:00} and ended at [18:30 UTC]{2031-05-15T18:30Z}.",
    );
    check("They met on [Tuesday at 4 p.m.]{2031-05-13T16:00} by the quay.");
    check("He woke at [half past seven]{2031-05-15T07:30}.");
}

#[test]
fn a_time_told_as_past_struck_before_publication() {
    let at = |published: &str, text: &str| {
        let sentences = rundown_text::sentences(text, Lang::ENGLISH);
        let copy = Copy::read(text, Lang::ENGLISH, &sentences);
        let clauses = Clauses { copy: &copy, syntax: &Syntax::read(&copy) };
        let toks = lex::lex(&copy, &sentences);
        let found = read(clauses, &toks, "", published.parse().ok());
        found.into_iter().map(|when| when.value).collect::<Vec<_>>()
    };
    let morning = "2031-05-15T07:10:00+02:00";
    let left = "The ferry left the port at 6:40 p.m. and sank.";
    assert_eq!(at(morning, left), ["2031-05-14T18:40"]);
    assert_eq!(at("2031-05-15T19:00:00+02:00", left), ["2031-05-15T18:40"]);
    // Whose clock it is is not known.
    assert_eq!(at("2031-05-15T05:10:00Z", left), ["2031-05-15T18:40"]);
    assert_eq!(at("2031-05-15", left), ["2031-05-15T18:40"]);
    let leaves = "The ferry will leave the port at 6:40 p.m.";
    assert_eq!(at(morning, leaves), ["2031-05-15T18:40"]);
}

#[test]
fn eras_are_cut_short() {
    check("[The 20th century]{19}, [the late 1970s]{197} and [the nineties]{199}.");
}

#[test]
fn holidays_move_with_the_year() {
    check(
        "On [Easter Monday 2032]{2032-03-29} and [Christmas Day]{2030-12-25} it snowed.",
    );
    check("Shops shut on [Thanksgiving 2029]{2029-11-22}.");
}

#[test]
fn vague_words_point_at_now_before_and_after() {
    check("She [now]{PRESENT_REF} leads; [recently]{PAST_REF} she did not.");
    check("In [the near future]{FUTURE_REF} it will open.");
}

#[test]
fn an_article_on_a_quarter_means_its_quarter() {
    check(
        "Norfeld Oil earned 3 crowns in [the first quarter]{2031-Q1}, up from 2 crowns \
         [a year earlier]{2030-Q1}.",
    );
}

#[test]
fn without_a_day_of_publication_no_day_is_guessed() {
    let plain = |marked| check_in(Lang::ENGLISH, "", marked);
    plain("He spoke [Wednesday]{XXXX-WXX-3} and [last week]{XXXX-WXX}.");
    plain("He spoke on [May 3]{XXXX-05-03} and [yesterday]{XXXX-XX-XX}.");
    plain("He spoke on [May 3, 2030]{2030-05-03}.");
}

#[test]
fn german_dates_are_read() {
    let check = |marked| check_in(Lang::GERMAN, "2031-05-15", marked);
    check(
        "Am [Mittwoch]{2031-05-14} brannte es, [gestern Abend]{2031-05-14TEV} regnete es.",
    );
    check("Am [14. Mai 2030]{2030-05-14} und [letzte Woche]{2031-W19}.");
    check("Er starb [vor drei Tagen]{2031-05-12}, geboren [03.02.1960]{1960-02-03}.");
    check("Sie tagt [jeden Montag]{XXXX-WXX-1}, zuletzt am [5.5.]{2031-05-05} in Osk.");
    check("Die Wahl soll am [Sonntag]{2031-05-18} sein.");
}

#[test]
fn spanish_dates_are_read() {
    let check = |marked| check_in(Lang::SPANISH, "2031-05-15", marked);
    check("Murió el [miércoles]{2031-05-14}, [hace dos días]{2031-05-13}.");
    check("El [14 de mayo de 2030]{2030-05-14} y la [semana pasada]{2031-W19}.");
    check("Llega [mañana]{2031-05-16} y no [ayer]{2031-05-14}.");
    check("El [diez de octubre de 2030]{2030-10-10} y [varias semanas]{PXW} después.");
}

#[test]
fn french_dates_are_read() {
    let check = |marked| check_in(Lang::FRENCH, "2031-05-15", marked);
    check("Il est mort [mercredi]{2031-05-14}, [il y a deux jours]{2031-05-13}.");
    check("Le [14 mai 2030]{2030-05-14} et la [semaine dernière]{2031-W19}.");
    check("Il arrive [demain]{2031-05-16} ou [aujourd'hui]{2031-05-15}.");
}

#[test]
fn portuguese_dates_are_read() {
    let check = |marked| check_in(Lang::PORTUGUESE, "2031-05-15", marked);
    check("Morreu na [quarta-feira]{2031-05-14}, [há dois dias]{2031-05-13}.");
    check("Em [14 de maio de 2030]{2030-05-14} e na [semana passada]{2031-W19}.");
    check("Chega [amanhã]{2031-05-16} e não [ontem]{2031-05-14}.");
}
