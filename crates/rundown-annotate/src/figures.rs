//! Figures: a number, its unit, what it counts, and how exact it claims to be.
//!
//! Numbers in digits and words are found first; a range, a currency before or a unit
//! behind join them; then the words around tell the qualifier ("at least") and
//! the tree what is counted ("people killed"). What is part of a date, a name, an address or a
//! telephone number is no figure.

use rundown_news::{Figure, Lang, When};

use crate::copy::Copy;
use crate::dates::Clauses;
use crate::dates::lex::Tok;
use crate::dates::lexicon::lexicon;
use crate::dates::number::Numbers;

mod amount;
mod counted;
mod fraction;
mod phone;
mod place;
mod qualifier;
mod quantity;
mod reader;
mod tally;
mod told;
mod units;
mod walk;

/// The figures of a text, in order; `toks` are its light tokens, `dates` its expressions
/// of time, in order. What English counts is told by the trees, which other languages
/// have not.
pub(crate) fn figures(clauses: Clauses<'_>, toks: &[Tok], dates: &[When]) -> Vec<Figure> {
    let Copy { text, lang, .. } = *clauses.copy;
    let n = Numbers { text, toks, lexicon: lexicon(lang) };
    let mut figures = reader::Reader { n, lang }.read(dates);
    if lang == Lang::ENGLISH {
        place::place(clauses, &mut figures);
        tally::tallies(n, dates, &mut figures);
        figures.retain(|figure| !place::says_wholly(figure));
    } else {
        told::share_counted(&mut figures);
    }
    figures
}

#[cfg(test)]
mod tests {
    use rundown_news::Qualifier::{
        About, AtLeast, Exact, LessThan, MoreThan, Nearly, UpTo,
    };
    use rundown_news::{FigureRole, Qualifier, Quantity};

    use super::*;

    /// One figure: its words, value, unit, counted words and qualifier.
    type Row = (&'static str, f64, &'static str, &'static str, Qualifier);

    pub(super) fn read(lang: Lang, text: &str) -> Vec<Figure> {
        let sentences = rundown_text::sentences(text, lang);
        let day = Some(jiff::civil::date(2031, 5, 15));
        let copy = Copy::read(text, lang, &sentences);
        let clauses =
            Clauses { copy: &copy, syntax: &crate::syntax::Syntax::read(&copy) };
        let toks = crate::dates::lex::lex(&copy, &sentences);
        let dates = crate::dates::read(
            clauses,
            &toks,
            "",
            day.map(rundown_news::NewsTime::from_day),
        );
        figures(clauses, &toks, &dates)
    }

    #[track_caller]
    fn check_in(lang: Lang, text: &str, rows: &[Row]) {
        let figures = read(lang, text);
        let found: Vec<_> = figures
            .iter()
            .map(|f| (f.span.of(text), f.value, &*f.unit, &*f.counted, f.qualifier))
            .collect();
        assert_eq!(found, rows, "in {text:?}");
        for figure in &figures {
            let span = figure.counted_span;
            let words = span.map(|span| span.of(text).to_lowercase());
            let same = words.is_none_or(|words| words == figure.counted.to_lowercase());
            assert!(same, "{figure:?}");
        }
    }

    #[track_caller]
    fn check(text: &str, rows: &[Row]) {
        check_in(Lang::ENGLISH, text, rows);
    }

    #[test]
    fn casualties_tell_who_and_what_became_of_them() {
        check(
            "At least 12 people were killed.",
            &[("At least 12", 12.0, "", "people killed", AtLeast)],
        );
        check("The blast killed 12 people.", &[("12", 12.0, "", "people killed", Exact)]);
        check(
            "Three people died and 40 were hurt.",
            &[("Three", 3.0, "", "people died", Exact), ("40", 40.0, "", "hurt", Exact)],
        );
        check("The death toll rose to 17.", &[("17", 17.0, "", "death toll", Exact)]);
        check(
            "The wave left 9 miners missing.",
            &[("9", 9.0, "", "miners missing", Exact)],
        );
        check("Dozens of villagers fled.", &[("Dozens", 24.0, "", "villagers", AtLeast)]);
    }

    #[test]
    fn numbers_are_read_in_digits_and_words() {
        check("Some 1,500 boats sank.", &[("Some 1,500", 1500.0, "", "boats", About)]);
        check("Twenty-one boats sank.", &[("Twenty-one", 21.0, "", "boats", Exact)]);
        check(
            "Two and a half million eggs broke.",
            &[("Two and a half million", 2.5e6, "", "eggs", Exact)],
        );
        check(
            "Nearly two-thirds of voters agreed.",
            &[("Nearly two-thirds", 2.0 / 3.0, "", "voters", Nearly)],
        );
        check("One in five pupils left.", &[("One in five", 0.2, "", "pupils", Exact)]);
        check(
            "Up to three hundred and five goats.",
            &[("Up to three hundred and five", 305.0, "", "goats", UpTo)],
        );
        check(
            "Tens of thousands of people marched.",
            &[("Tens of thousands", 20_000.0, "", "people", AtLeast)],
        );
    }

    #[test]
    fn units_are_told() {
        check(
            "Prices rose 3.5 percent.",
            &[("3.5 percent", 3.5, "percent", "Prices", Exact)],
        );
        check(
            "It cost $16.4 million.",
            &[("$16.4 million", 16.4e6, "dollar", "", Exact)],
        );
        check("It cost about £3m.", &[("about £3m", 3e6, "pound", "", About)]);
        check(
            "It cost C$5 and 20 Canadian dollars.",
            &[
                ("C$5", 5.0, "Canadian dollar", "", Exact),
                ("20 Canadian dollars", 20.0, "Canadian dollar", "", Exact),
            ],
        );
        check(
            "It lies 20 kilometers (12 miles) off.",
            &[
                ("20 kilometers", 20.0, "km", "", Exact),
                ("12 miles", 12.0, "mile", "", Exact),
            ],
        );
        check(
            "It was 30 degrees Celsius, then -5 °C.",
            &[
                ("30 degrees Celsius", 30.0, "°C", "", Exact),
                ("-5 °C", -5.0, "°C", "", Exact),
            ],
        );
        check(
            "A 6.1-magnitude quake hit.",
            &[("6.1-magnitude", 6.1, "magnitude", "", Exact)],
        );
        check(
            "A 45-year-old man swam at over 3 miles an hour.",
            &[
                ("45-year-old", 45.0, "years", "", Exact),
                ("over 3 miles an hour", 3.0, "mph", "", MoreThan),
            ],
        );
    }

    #[test]
    fn votes_count_on_both_sides() {
        let sides = |text| {
            let figures = read(Lang::ENGLISH, text);
            assert_eq!(figures.len(), 1, "{text}: {figures:?}");
            assert_eq!(figures[0].quantity, Some(Quantity::Votes), "{text}");
            (figures[0].value, figures[0].against, figures[0].counted.clone())
        };
        let votes = || "votes".to_owned();
        let spelled = sides("It passed by 124 votes to 116.");
        assert_eq!(spelled, (124.0, Some(116.0), votes()));
        let dashed = sides("The Assembly voted 61-58 to send it back.");
        assert_eq!(dashed, (61.0, Some(58.0), String::new()));
        let to = sides("The final vote was 61 to 58.");
        assert_eq!(to, (61.0, Some(58.0), "vote".to_owned()));
    }

    #[test]
    fn scores_and_years_are_no_votes() {
        for text in ["The Herons beat Ashdown 3-2.", "The council sat in 2030-31."] {
            let figures = read(Lang::ENGLISH, text);
            assert!(figures.iter().all(|figure| figure.against.is_none()), "{text}");
        }
    }

    #[test]
    fn ranges_have_two_ends() {
        let ends = |text| {
            let figures = read(Lang::ENGLISH, text);
            assert_eq!(figures.len(), 1, "{text}");
            (figures[0].value, figures[0].value_high)
        };
        assert_eq!(ends("Between 10 and 15 boats sank."), (10.0, Some(15.0)));
        assert_eq!(ends("It cost 2 to 3 million crowns."), (2e6, Some(3e6)));
        assert_eq!(ends("It employs 1,500-2,000 people."), (1500.0, Some(2000.0)));
    }

    #[test]
    fn changes_are_two_figures() {
        check(
            "It fell from 10 percent to 15 percent.",
            &[
                ("10 percent", 10.0, "percent", "", Exact),
                ("15 percent", 15.0, "percent", "", Exact),
            ],
        );
    }

    #[test]
    fn qualifiers_behind_count_too() {
        check("40 boats or more.", &[("40", 40.0, "", "boats", Exact)]);
        check("40 or more boats.", &[("40 or more", 40.0, "", "boats", AtLeast)]);
        check("Fewer than 40 boats.", &[("Fewer than 40", 40.0, "", "boats", LessThan)]);
    }

    #[test]
    fn dates_names_codes_and_addresses_are_no_figures() {
        check("On May 3, 2031, Flight 370 left 12 Elm Street at 5 p.m. in an F-16.", &[]);
        check("Call 555-0123 about the 2030s.", &[]);
        check("One of them left.", &[]);
        check("They met at the Group of 20 meeting in Elm.", &[]);
        check("Both are crimes under 18 USC 1505.", &[]);
        check("A memo cites 28 C.F.R. § 600 and 5 U.S.C. 552.", &[]);
        check("The pier burned, 12 News Now said.", &[]);
        check("Calls to 911 for help went up, so dial 112.", &[]);
        check("A 911 call came in; nobody counts deaths per 100,000 people.", &[]);
        check_in(
            Lang::parse("it").unwrap(),
            "Posti per 1.200 persone.",
            &[("1.200", 1200.0, "", "persone", Exact)],
        );
        check("They sent 18 NATO jets.", &[("18", 18.0, "", "NATO jets", Exact)]);
    }

    #[test]
    fn german_and_spanish_figures_are_read() {
        check_in(
            Lang::GERMAN,
            "Mindestens 1.200 Menschen flohen.",
            &[("Mindestens 1.200", 1200.0, "", "Menschen", AtLeast)],
        );
        check_in(
            Lang::GERMAN,
            "Der Kurs fiel um 3,5 Prozent.",
            &[("3,5 Prozent", 3.5, "percent", "", Exact)],
        );
        check_in(
            Lang::SPANISH,
            "Al menos 12 muertos y 3,5 millones de euros.",
            &[
                ("Al menos 12", 12.0, "", "muertos", AtLeast),
                ("3,5 millones de euros", 3.5e6, "euro", "", Exact),
            ],
        );
    }

    /// The value, role, counted words and class of each figure.
    #[track_caller]
    pub(super) fn plays(text: &str, rows: &[(f64, FigureRole, &str, Option<Quantity>)]) {
        let figures = read(Lang::ENGLISH, text);
        let found: Vec<_> =
            figures.iter().map(|f| (f.value, f.role, &*f.counted, f.quantity)).collect();
        assert_eq!(found, rows, "in {text:?}");
        assert!(figures.iter().all(|figure| figure.value_high.is_none()), "{text}");
    }

    #[test]
    fn changes_have_an_old_value_a_step_and_a_new_one() {
        use FigureRole::{Before, Latest, Step};
        let dead = Some(Quantity::Killed);
        plays(
            "The death toll from the slide in Orrin has risen from 12 to 17.",
            &[(12.0, Before, "death toll", dead), (17.0, Latest, "death toll", dead)],
        );
        let hurt = Some(Quantity::Injured);
        plays(
            "The number of injured rose by 40 to 150.",
            &[(40.0, Step, "injured", hurt), (150.0, Latest, "injured", hurt)],
        );
        plays(
            "The mayor lowered the death toll to 19 from 22.",
            &[(19.0, Latest, "death toll", dead), (22.0, Before, "death toll", dead)],
        );
        plays("Another 12 miners died.", &[(12.0, Step, "miners died", dead)]);
    }

    /// The value, role, counted words and class of each figure, outside English.
    #[track_caller]
    pub(super) fn plays_in(
        lang: &str,
        text: &str,
        rows: &[(f64, FigureRole, &str, Option<Quantity>)],
    ) {
        let figures = read(Lang::parse(lang).unwrap(), text);
        let found: Vec<_> =
            figures.iter().map(|f| (f.value, f.role, &*f.counted, f.quantity)).collect();
        assert_eq!(found, rows, "in {text:?}");
        assert!(figures.iter().all(|figure| figure.value_high.is_none()), "{text}");
    }

    #[test]
    fn changes_are_told_by_the_words_around_where_there_is_no_tree() {
        use FigureRole::{Before, Latest, Step};
        let (dead, hurt) = (Some(Quantity::Killed), Some(Quantity::Injured));
        plays_in(
            "de",
            "Die Zahl der Toten ist von neun auf elf gestiegen.",
            &[(9.0, Before, "Toten", dead), (11.0, Latest, "Toten", dead)],
        );
        plays_in(
            "de",
            "Die Zahl der Verletzten wuchs um sieben auf 52.",
            &[(7.0, Step, "Verletzten", hurt), (52.0, Latest, "Verletzten", hurt)],
        );
        plays_in(
            "fr",
            "Le nombre de blessés est passé de 45 à 52, selon le préfet.",
            &[(45.0, Before, "blessés", hurt), (52.0, Latest, "blessés", hurt)],
        );
        plays_in(
            "es",
            "La cifra de muertos subió de 21 a 26 el lunes.",
            &[(21.0, Before, "muertos", dead), (26.0, Latest, "muertos", dead)],
        );
        plays_in(
            "ru",
            "Число раненых выросло с 45 до 52.",
            &[(45.0, Before, "раненых", hurt), (52.0, Latest, "раненых", hurt)],
        );
        plays_in(
            "pl",
            "Liczba ofiar wzrosła z 9 do 12.",
            &[(9.0, Before, "ofiar", dead), (12.0, Latest, "ofiar", dead)],
        );
    }

    #[test]
    fn what_widens_has_two_values() {
        check(
            "Its deficit widened from £40 million to £65 million.",
            &[
                ("£40 million", 40e6, "pound", "deficit", Exact),
                ("£65 million", 65e6, "pound", "deficit", Exact),
            ],
        );
        let figures = read(Lang::ENGLISH, "Tickets cost from £20 to £85.");
        assert_eq!((figures[0].value, figures[0].value_high), (20.0, Some(85.0)));
    }

    #[test]
    fn a_dot_makes_a_time_where_somebody_leaves() {
        let text = "The train left at 7.45 with 212 people.";
        check(text, &[("212", 212.0, "", "people", Exact)]);
        check("The stock closed at 7.45.", &[("7.45", 7.45, "", "", Exact)]);
    }

    #[test]
    fn ranges_stay_ranges_where_nothing_changes() {
        let ends = |lang: &str, text: &str| {
            let figures = read(Lang::parse(lang).unwrap(), text);
            assert_eq!(figures.len(), 1, "{text}");
            (figures[0].value, figures[0].value_high)
        };
        assert_eq!(ends("fr", "Il faut de 40 à 60 maçons."), (40.0, Some(60.0)));
        assert_eq!(ends("es", "Hacen falta de 40 a 60 albañiles."), (40.0, Some(60.0)));
    }

    #[test]
    fn what_became_of_people_is_their_class() {
        let dead = Some(Quantity::Killed);
        let plain = FigureRole::Plain;
        let text = "Acht Menschen sind am See ums Leben gekommen.";
        plays_in("de", text, &[(8.0, plain, "Menschen", dead)]);
        let text = "Huit personnes sont mortes dans la rue.";
        plays_in("fr", text, &[(8.0, plain, "personnes", dead)]);
        let text = "Murieron ocho personas en la calle.";
        plays_in("es", text, &[(8.0, plain, "personas", dead)]);
        let text = "Zginęło co najmniej 12 osób.";
        plays_in("pl", text, &[(12.0, plain, "osób", dead)]);
        let text = "Acht Menschen kamen und tanzten, niemand starb.";
        plays_in("de", text, &[(8.0, plain, "Menschen", None)]);
    }

    #[test]
    fn an_article_counts_nothing() {
        check_in(Lang::GERMAN, "Sie las einen langen Brief vor.", &[]);
        check_in(Lang::SPANISH, "Leyó un largo poema.", &[]);
        check_in(Lang::parse("fr").unwrap(), "Elle a lu un long poème.", &[]);
        let one = [("Ein", 1.0, "", "Toter", Exact)];
        check_in(Lang::GERMAN, "Ein Toter wurde geborgen.", &one);
    }

    #[test]
    fn telephone_numbers_are_no_figures() {
        let one = [("nine", 9.0, "", "boats", Exact)];
        for number in ["0700 444 222", "+44 20 555 0142", "0700-444222", "(070) 444 2220"]
        {
            check(&format!("The port has nine boats. The desk is on {number}."), &one);
        }
        check("The port has nine boats. Call 700 444 222.", &one);
        check("The port has nine boats. It lies in room 31.", &one);
    }

    #[test]
    fn groups_of_digits_are_one_number() {
        let boats = |words| [(words, 14_300.0, "", "boats", Exact)];
        for number in ["14 300", "14\u{a0}300", "14\u{202f}300", "14’300", "14,300"] {
            check(&format!("The port has {number} boats."), &boats(number));
        }
        check(
            "They were 14 300 400 20.",
            &[
                ("14", 14.0, "", "", Exact),
                ("300", 300.0, "", "", Exact),
                ("400", 400.0, "", "", Exact),
                ("20", 20.0, "", "", Exact),
            ],
        );
    }

    #[test]
    fn a_toll_is_no_age_and_no_remainder() {
        use FigureRole::{Age, Latest, Part, Plain};
        let dead = Some(Quantity::Killed);
        plays(
            "A girl of 12 died of burns, taking the number of dead to 31.",
            &[(12.0, Age, "", None), (31.0, Latest, "dead", dead)],
        );
        plays(
            "Divers found the last four sailors dead, bringing the toll to 31.",
            &[(4.0, Part, "sailors dead", dead), (31.0, Latest, "toll", dead)],
        );
        plays(
            "Fourteen sailors lost their lives.",
            &[(14.0, Plain, "sailors killed", dead)],
        );
    }

    #[test]
    fn parts_ages_and_thresholds_say_so() {
        use FigureRole::{Age, Part, Plain, Threshold};
        let rows = |text| -> Vec<_> {
            read(Lang::ENGLISH, text).iter().map(|f| (f.value, f.role)).collect()
        };
        assert_eq!(
            rows("The wave killed 30 people, 11 of them children."),
            [(30.0, Plain), (11.0, Part)]
        );
        assert_eq!(rows("A man aged 58 swam."), [(58.0, Age)]);
        assert_eq!(rows("It is heard if more than 50 sign."), [(50.0, Threshold)]);
    }

    #[test]
    fn what_has_to_be_reached_and_how_old_somebody_is_say_so() {
        use FigureRole::{Age, Part, Plain, Threshold};
        let roles = |text| -> Vec<_> {
            read(Lang::ENGLISH, text).iter().map(|f| (f.value, f.role)).collect()
        };
        assert_eq!(roles("The plan requires 60 votes."), [(60.0, Threshold)]);
        assert_eq!(roles("The petition passed the 5,000 mark."), [(5000.0, Threshold)]);
        assert_eq!(roles("Varga died at the age of 34."), [(34.0, Age)]);
        assert_eq!(roles("Two of the three suspects fled."), [(2.0, Part), (3.0, Plain)]);
    }

    #[test]
    fn what_is_counted_is_the_noun_that_the_number_modifies() {
        check(
            "Ruiz praised the work of seven other retired pilots.",
            &[("seven", 7.0, "", "retired pilots", Exact)],
        );
        check(
            "Half of the harbor workers voted.",
            &[("Half", 0.5, "", "harbor workers", Exact)],
        );
        check(
            "Officials put the damage at $3 million.",
            &[("$3 million", 3e6, "dollar", "damage", Exact)],
        );
        check(
            "Parliament passed a $15 million storm relief package.",
            &[("$15 million", 15e6, "dollar", "storm relief package", Exact)],
        );
        check(
            "The yard paid $5 million Friday.",
            &[("$5 million", 5e6, "dollar", "", Exact)],
        );
        check("Zero tolerance was shown, |12| and all.", &[]);
    }

    #[test]
    fn a_figure_knows_its_verb() {
        let text = "At least 12 people were killed.";
        let verb = read(Lang::ENGLISH, text)[0].predicate;
        assert_eq!(verb.map(|verb| verb.of(text)), Some("killed"));
        let text = "Ruiz read to a crowd of 90 gardeners.";
        let verb = read(Lang::ENGLISH, text)[0].predicate;
        assert_eq!(verb.map(|verb| verb.of(text)), Some("read"));
    }
}
