//! Lists that go on over several pages: what their addresses carry, read and written.
//!
//! A page begins after the last line of the page before it (`na=NAME~ID`), so that nothing is
//! skipped or shown twice when lines come and go meanwhile. The name is the folded one by which
//! the list is sorted.

use crate::{form::Pairs, lang::Lang, parts::Pager};
use app::jobs::{Page, Piece};
use std::{fmt::Display, str::FromStr};
use url::form_urlencoded;

/// The parameter that says after which line the page begins.
pub(crate) const AFTER: &str = "na";
/// The parameter that says before which line the page ends.
pub(crate) const BEFORE: &str = "voor";

/// No place: the first page.
pub(crate) const START: (&str, &str) = ("", "");

/// The page that an address asks for; what cannot be read begins at the start.
pub(crate) fn piece<K>(after: Option<K>, before: Option<K>) -> Piece<K> {
    match (after, before) {
        (Some(after), _) => Piece::After(after),
        (None, Some(before)) => Piece::Before(before),
        (None, None) => Piece::First,
    }
}

/// Previous and next of a page. `key` is the place of a line as the address carries it; `link` the address of
/// the list with one parameter more.
pub(crate) fn pager<T>(
    lang: Lang,
    page: &Page<T>,
    key: impl Fn(&T) -> String,
    link: impl Fn(&str, &str) -> String,
) -> Pager {
    let first = page.lines.first().filter(|_| page.earlier);
    let last = page.lines.last().filter(|_| page.later);
    Pager::new(lang).previous(first.map(|line| link(BEFORE, &key(line)))).next(last.map(|line| link(AFTER, &key(line))))
}

/// The parameters of an address. A hand-made query that cannot be read has none.
pub(crate) fn parameters(query: Option<&str>) -> Pairs {
    query.map(|query| form_urlencoded::parse(query.as_bytes()).into_owned().collect()).unwrap_or_default()
}

/// After which line the page begins; what cannot be read begins at the start.
pub(crate) fn after<Id: FromStr>(text: &str) -> Option<(String, Id)> {
    let (name, id) = text.rsplit_once('~')?;
    Some((name.to_owned(), id.parse().ok()?))
}

/// As [`after`] reads it.
pub(crate) fn place<Id: Display>((name, id): &(String, Id)) -> String {
    format!("{name}~{id}")
}

/// An address with those of the parameters that have a value.
pub(crate) fn address(path: &str, parameters: &[(&str, &str)]) -> String {
    let mut query = form_urlencoded::Serializer::new(String::new());
    for (name, value) in parameters.iter().filter(|(_, value)| !value.is_empty()) {
        query.append_pair(name, value);
    }
    let query = query.finish();
    if query.is_empty() { path.to_owned() } else { format!("{path}?{query}") }
}

#[cfg(test)]
mod tests {
    use super::{address, after, parameters, place};
    use crate::form::value;
    use domain::ids::AgreementId;
    use uuid::Uuid;

    #[test]
    fn a_place_survives_the_address() {
        let here = ("ijssel~stein & co".to_owned(), AgreementId(Uuid::max()));
        let path = address("/overeenkomsten", &[("zoek", ""), ("stand", "on_hold"), ("na", &place(&here))]);
        let query = path.strip_prefix("/overeenkomsten?").expect("a query");
        let read = parameters(Some(query));
        assert_eq!(value(&read, "stand"), "on_hold");
        assert_eq!(value(&read, "zoek"), "");
        assert_eq!(after(value(&read, "na")), Some(here));
    }

    #[test]
    fn what_cannot_be_read_begins_at_the_start() {
        for wrong in ["", "x", "~", "x~y", "x~00000000"] {
            assert_eq!(after::<AgreementId>(wrong), None, "{wrong:?}");
        }
        assert!(parameters(None).is_empty());
        assert_eq!(address("/kaart", &[("partner", "")]), "/kaart");
    }
}
