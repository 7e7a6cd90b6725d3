//! The elements that reading knows by name.

macro_rules! tags {
    ($($name:ident = $text:literal,)*) => {
        /// An element's name, or that the node is text.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
        pub(crate) enum Tag { Text, Other, $($name,)* }

        impl Tag {
            /// The tag of a lower-case name.
            pub(crate) fn of(name: &[u8]) -> Self {
                match name { $($text => Self::$name,)* _ => Self::Other }
            }
        }
    };
}

tags! {
    A = b"a", Div = b"div", Span = b"span", P = b"p", Li = b"li", Ul = b"ul", Ol = b"ol",
    Img = b"img", Meta = b"meta", Link = b"link", Script = b"script", Style = b"style",
    Br = b"br", Strong = b"strong", B = b"b", Em = b"em", I = b"i", U = b"u",
    H1 = b"h1", H2 = b"h2", H3 = b"h3", H4 = b"h4", H5 = b"h5", H6 = b"h6",
    Article = b"article", Section = b"section", Main = b"main", Header = b"header",
    Footer = b"footer", Aside = b"aside", Nav = b"nav", Figure = b"figure",
    Figcaption = b"figcaption", Blockquote = b"blockquote", Time = b"time",
    Table = b"table", Tbody = b"tbody", Thead = b"thead", Tfoot = b"tfoot", Tr = b"tr",
    Td = b"td", Th = b"th", Caption = b"caption", Colgroup = b"colgroup", Col = b"col",
    Dl = b"dl", Dt = b"dt", Dd = b"dd", Pre = b"pre", Code = b"code", Q = b"q",
    Cite = b"cite", Small = b"small", Sub = b"sub", Sup = b"sup", Font = b"font",
    Big = b"big", S = b"s", Strike = b"strike", Tt = b"tt", Nobr = b"nobr",
    Mark = b"mark", Abbr = b"abbr", Label = b"label", Input = b"input",
    Button = b"button", Form = b"form", Select = b"select", Option = b"option",
    Optgroup = b"optgroup", Textarea = b"textarea", Fieldset = b"fieldset",
    Iframe = b"iframe", Noscript = b"noscript", Noembed = b"noembed",
    Noframes = b"noframes", Template = b"template", Svg = b"svg", Math = b"math",
    Picture = b"picture", Source = b"source", Video = b"video", Audio = b"audio",
    Track = b"track", Canvas = b"canvas", Object = b"object", Embed = b"embed",
    Param = b"param", Map = b"map", Area = b"area", Html = b"html", Head = b"head",
    Body = b"body", Title = b"title", Base = b"base", Hr = b"hr", Wbr = b"wbr",
    Address = b"address", Center = b"center", Details = b"details",
    Summary = b"summary", Dialog = b"dialog", Menu = b"menu", Hgroup = b"hgroup",
    Xmp = b"xmp", Plaintext = b"plaintext", Marquee = b"marquee", Search = b"search", Ins = b"ins", Del = b"del",
}

impl Tag {
    /// Elements that never hold anything.
    pub(crate) fn is_void(self) -> bool {
        use Tag::{
            Area, Base, Br, Col, Embed, Hr, Img, Input, Link, Meta, Param, Source, Track,
            Wbr,
        };
        matches!(
            self,
            Area | Base
                | Br
                | Col
                | Embed
                | Hr
                | Img
                | Input
                | Link
                | Meta
                | Param
                | Source
                | Track
                | Wbr
        )
    }

    /// Elements that begin a line of their own.
    pub(crate) fn is_block(self) -> bool {
        use Tag::{
            Address, Article, Aside, Blockquote, Body, Button, Caption, Center, Dd,
            Details, Dialog, Div, Dl, Dt, Fieldset, Figcaption, Figure, Footer, Form, H1,
            H2, H3, H4, H5, H6, Head, Header, Hgroup, Hr, Html, Li, Main, Menu, Nav, Ol,
            Optgroup, Option, P, Pre, Search, Section, Select, Summary, Table, Tbody, Td,
            Template, Tfoot, Th, Thead, Title, Tr, Ul, Xmp,
        };
        matches!(
            self,
            Div | P
                | Li
                | Ul
                | Ol
                | H1
                | H2
                | H3
                | H4
                | H5
                | H6
                | Article
                | Section
                | Main
                | Header
                | Footer
                | Aside
                | Nav
                | Figure
                | Figcaption
                | Blockquote
                | Table
                | Tbody
                | Thead
                | Tfoot
                | Tr
                | Td
                | Th
                | Caption
                | Dl
                | Dt
                | Dd
                | Pre
                | Form
                | Fieldset
                | Body
                | Html
                | Head
                | Hr
                | Address
                | Center
                | Details
                | Summary
                | Dialog
                | Menu
                | Hgroup
                | Xmp
                | Search
                | Template
                | Select
                | Option
                | Button
                | Title
                | Optgroup
        )
    }

    /// Elements that may stand in the head of a page.
    pub(crate) fn belongs_in_head(self) -> bool {
        use Tag::{
            Base, Head, Html, Link, Meta, Noframes, Noscript, Script, Style, Template,
            Title,
        };
        matches!(
            self,
            Base | Head
                | Html
                | Link
                | Meta
                | Noframes
                | Noscript
                | Script
                | Style
                | Template
                | Title
        )
    }

    /// Blocks whose start ends an open paragraph.
    pub(crate) fn closes_paragraph(self) -> bool {
        use Tag::{
            Address, Article, Aside, Blockquote, Center, Dd, Details, Dialog, Div, Dl,
            Dt, Fieldset, Figcaption, Figure, Footer, Form, H1, H2, H3, H4, H5, H6,
            Header, Hgroup, Hr, Li, Main, Menu, Nav, Ol, P, Pre, Search, Section,
            Summary, Table, Ul, Xmp,
        };
        matches!(
            self,
            Div | P
                | Ul
                | Ol
                | H1
                | H2
                | H3
                | H4
                | H5
                | H6
                | Article
                | Section
                | Main
                | Header
                | Footer
                | Aside
                | Nav
                | Figure
                | Figcaption
                | Blockquote
                | Table
                | Dl
                | Dt
                | Dd
                | Li
                | Pre
                | Form
                | Fieldset
                | Hr
                | Address
                | Center
                | Details
                | Summary
                | Dialog
                | Menu
                | Hgroup
                | Xmp
                | Search
        )
    }

    /// Elements that an end tag from inside may not reach across.
    pub(crate) fn is_scope(self) -> bool {
        use Tag::{Caption, Html, Marquee, Object, Table, Td, Template, Th};
        matches!(self, Html | Table | Td | Th | Caption | Template | Object | Marquee)
    }

    /// The level of a heading.
    pub(crate) fn heading_level(self) -> Option<u8> {
        use Tag::{H1, H2, H3, H4, H5, H6};
        match self {
            H1 => Some(1),
            H2 => Some(2),
            H3 => Some(3),
            H4 => Some(4),
            H5 => Some(5),
            H6 => Some(6),
            _ => None,
        }
    }
}
