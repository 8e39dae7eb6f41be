//! What stands in a form, from its bytes. Fuzzed with everything that anybody can send (`fuzz/`), so it knows of
//! nothing but bytes.

use jiff::civil::Date;

/// The contents as pairs, for forms whose fields depend on data.
pub type Pairs = Vec<(String, String)>;

/// The contents of a body (`application/x-www-form-urlencoded`), in their order; none when it is no such form.
#[must_use]
pub fn pairs(body: &[u8]) -> Option<Pairs> {
    serde_html_form::from_bytes(body).ok()
}

/// The first value of a field, trimmed; empty when it is not there.
#[must_use]
pub fn value<'a>(pairs: &'a Pairs, name: &str) -> &'a str {
    pairs.iter().find(|(field, _)| field == name).map_or("", |(_, value)| value.trim())
}

/// All values of a field.
#[must_use]
pub fn values(pairs: &Pairs, name: &str) -> Vec<String> {
    pairs.iter().filter(|(field, value)| field == name && !value.is_empty()).map(|(_, value)| value.clone()).collect()
}

/// A date as date fields send it (`2027-01-01`), or as the Dutch write it (`1-1-2027`).
#[must_use]
pub fn date(text: &str) -> Option<Date> {
    if let Ok(date) = text.parse::<Date>() {
        return Some(date);
    }
    let mut parts = text.split(['-', '/', '.']).map(str::trim);
    let (day, month, year) = (parts.next()?.parse().ok()?, parts.next()?.parse().ok()?, parts.next()?.parse().ok()?);
    if parts.next().is_some() || !(2000..=2100).contains(&year) {
        return None;
    }
    Date::new(year, month, day).ok()
}

/// A path of this portal to come back to; anything else becomes `/`.
#[must_use]
pub fn local_path(path: &str) -> &str {
    let fine = path.starts_with('/')
        && !path.starts_with("//")
        && !path.contains('\\')
        && path.bytes().all(|b| b.is_ascii_graphic());
    if fine { path } else { "/" }
}

#[cfg(test)]
mod tests {
    use super::{date, local_path};

    #[test]
    fn only_paths_of_this_portal_come_back() {
        assert_eq!(local_path("/overeenkomsten?x=1"), "/overeenkomsten?x=1");
        for foreign in ["//evil.example", "https://evil.example", "/\\evil.example", "x", "", "/a\r\nb"] {
            assert_eq!(local_path(foreign), "/", "{foreign:?}");
        }
    }

    #[test]
    fn dates_are_read_as_people_write_them() {
        let expected = jiff::civil::date(2027, 1, 31);
        for text in ["2027-01-31", "31-1-2027", "31/01/2027", "31.1.2027"] {
            assert_eq!(date(text), Some(expected), "{text}");
        }
        for text in ["31-13-2027", "volgende week", "1-1", "1-1-27", "1-1-2027-1"] {
            assert_eq!(date(text), None, "{text}");
        }
    }
}
