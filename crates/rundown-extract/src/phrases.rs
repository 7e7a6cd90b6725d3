//! Set phrases by which chrome and boxes are known, in the languages of news.
//!
//! All are lower case and matched after [`simple`]: letters and digits, single blanks.

mod comments;
mod kinds;
mod lists;
mod live;
mod opening;
mod simple;
mod start;
mod wall;

pub(crate) use comments::{
    Heads, heads_comments, is_button_of_comments, tells_how_long_ago,
};
pub(crate) use kinds::{
    invites_before_headline, is_credit, is_footer, is_label, is_offer, is_opinion_label,
    is_plea, is_request, is_row_of_buttons, is_signed, is_widget_name,
};
pub(crate) use live::says_live;
pub(crate) use opening::{
    Said, asks_consent, is_correction, is_highlights_title, is_invitation, leads_away,
};
pub(crate) use simple::simple;
pub(crate) use start::start_of;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn boxes_are_known_by_their_titles() {
        assert!(is_highlights_title("Story highlights:"));
        assert!(is_highlights_title("AUF EINEN BLICK"));
        assert!(!is_highlights_title("Highlights of a long career"));
    }

    #[test]
    fn phrases_end_where_words_end() {
        assert!(leads_away("Read more: The harbor stays shut"));
        assert!(!leads_away("Relatedness is a matter of degree"));
        assert!(is_widget_name("ADVERTISEMENT"));
        assert!(!is_widget_name("Advertisement sales fell"));
    }

    #[test]
    fn buttons_are_known_with_their_counters() {
        for label in
            ["Share", "12 Comments", "Comments (34)", "3 min read", "0:57", "1/12"]
        {
            assert!(is_label(label), "{label}");
        }
        assert!(!is_label("Shares of Quay Bank fell"));
    }

    #[test]
    fn pleas_and_rows_of_buttons_are_no_news() {
        assert!(is_plea("Please do not copy our articles; ask the desk for a licence."));
        assert!(!is_plea("“Please stay at home,” the mayor said."));
        assert!(!is_plea("Pleased to be home, the mayor thanked the crews."));
        assert!(is_row_of_buttons("Gift this article · Save · Print · Comments (64)"));
        assert!(!is_row_of_buttons("Harbor · Valley · Coast"));
    }

    #[test]
    fn offers_ask_for_something_and_name_the_goods() {
        assert!(is_offer("Follow live: the latest on the Vell flood"));
        assert!(is_offer("Get the latest from the valley in your inbox"));
        assert!(!is_offer("Follow the money, investigators were told"));
        assert!(!is_offer("Updates to the harbor wall will cost 40 million crowns"));
    }

    #[test]
    fn a_foot_line_names_rights_or_terms() {
        assert!(is_footer("© 2031 Port Courier Media"));
        assert!(is_footer("Terms of Use | Privacy Policy"));
        assert!(!is_footer("The privacy of voters is at stake, she said."));
    }
}
