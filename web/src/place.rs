//! From where somebody asks. Only a proxy that the operator listed may say for whom it asks; what a
//! client writes into the same header never counts.
//!
//! Each proxy adds the address it was asked from at the right end of the header. So it is read from
//! right to left, for as long as what is read was written by a listed proxy: the first address that
//! is none is the client's, and whatever stands left of it anybody may have written.

use app::settings::{Proxies, ProxyHeader};
use axum::http::{HeaderMap, HeaderName, header::FORWARDED};
use std::net::{IpAddr, SocketAddr};

/// Proxies behind each other that are looked at; nobody has more.
const HOPS: usize = 16;

/// The address of whoever asks, as far as it is known for certain.
pub(crate) fn address(peer: IpAddr, headers: &HeaderMap, proxies: &Proxies) -> IpAddr {
    let mut known = peer.to_canonical();
    if !proxies.trusted.contains(known) {
        return known;
    }
    let name = match proxies.header {
        ProxyHeader::XForwardedFor => HeaderName::from_static("x-forwarded-for"),
        ProxyHeader::Forwarded => FORWARDED,
    };
    // Several lines are one list (RFC 9110, 5.3).
    let lines: Vec<_> = headers.get_all(name).iter().filter_map(|value| value.to_str().ok()).collect();
    let hops = lines.iter().rev().flat_map(|line| from_the_right(line, ','));
    for hop in hops.take(HOPS) {
        let said = match proxies.header {
            ProxyHeader::XForwardedFor => node(hop),
            ProxyHeader::Forwarded => forwarded_for(hop).and_then(node),
        };
        // A hidden or unreadable hop: what was known last asks for it.
        let Some(said) = said else { return known };
        known = said;
        if !proxies.trusted.contains(known) {
            return known;
        }
    }
    known
}

/// The parts of a list, the last one first; separators within quotes are none. Quotes are looked at from
/// the right too, so that one which a client left open swallows nothing of what a proxy wrote behind it.
fn from_the_right(line: &str, separator: char) -> impl Iterator<Item = &str> {
    let mut rest = Some(line);
    std::iter::from_fn(move || {
        let text = rest?;
        let mut quoted = false;
        for (at, letter) in text.char_indices().rev() {
            if letter == '"' {
                quoted = !quoted;
            } else if letter == separator && !quoted {
                rest = Some(&text[..at]);
                return Some(text[at + 1..].trim());
            }
        }
        rest = None;
        Some(text.trim())
    })
}

/// The value of `for` in an element of `Forwarded` (RFC 7239, 4); none when it stands there twice.
fn forwarded_for(element: &str) -> Option<&str> {
    let pairs = from_the_right(element, ';').filter_map(|pair| pair.split_once('='));
    let mut values = pairs.filter(|(name, _)| name.trim().eq_ignore_ascii_case("for")).map(|(_, value)| value.trim());
    let value = values.next()?;
    if values.next().is_some() {
        return None;
    }
    match value.strip_prefix('"') {
        Some(quoted) => quoted.strip_suffix('"'),
        None => Some(value),
    }
}

/// An address, with or without a port (RFC 7239, 6).
fn node(text: &str) -> Option<IpAddr> {
    if let Ok(address) = text.parse::<IpAddr>() {
        return Some(address.to_canonical());
    }
    if let Ok(with_port) = text.parse::<SocketAddr>() {
        return Some(with_port.ip().to_canonical());
    }
    let bare = text.strip_prefix('[')?.strip_suffix(']')?;
    bare.parse::<IpAddr>().ok().filter(IpAddr::is_ipv6).map(|address| address.to_canonical())
}

#[cfg(test)]
mod tests {
    use super::address;
    use app::settings::{Proxies, ProxyHeader};
    use axum::http::{HeaderMap, HeaderName, HeaderValue};
    use domain::networks::Networks;

    fn proxies(header: ProxyHeader) -> Proxies {
        let trusted = ["192.0.2.1", "10.0.0.0/8", "2001:db8:ffff::/48"].map(|text| text.parse().expect("a network"));
        Proxies { trusted: Networks::new(trusted.to_vec()), header }
    }

    fn seen(header: ProxyHeader, peer: &str, lines: &[(&str, &str)]) -> String {
        let mut headers = HeaderMap::new();
        for (name, value) in lines {
            let name = HeaderName::try_from(*name).expect("a name");
            headers.append(name, HeaderValue::from_str(value).expect("a value"));
        }
        address(peer.parse().expect("an address"), &headers, &proxies(header)).to_string()
    }

    fn x(peer: &str, lines: &[&str]) -> String {
        let lines: Vec<_> = lines.iter().map(|line| ("x-forwarded-for", *line)).collect();
        seen(ProxyHeader::XForwardedFor, peer, &lines)
    }

    fn f(peer: &str, lines: &[&str]) -> String {
        let lines: Vec<_> = lines.iter().map(|line| ("forwarded", *line)).collect();
        seen(ProxyHeader::Forwarded, peer, &lines)
    }

    #[test]
    fn a_stranger_says_nothing_about_anybody() {
        for line in ["198.51.100.9", "127.0.0.1", "10.0.0.1", "192.0.2.1, 198.51.100.9", "2001:db8::1", "", "onzin"] {
            assert_eq!(x("203.0.113.7", &[line]), "203.0.113.7", "{line}");
            assert_eq!(f("203.0.113.7", &[&format!("for={line}")]), "203.0.113.7", "{line}");
        }
    }

    #[test]
    fn a_listed_proxy_is_believed_and_what_stands_left_of_it_is_not() {
        assert_eq!(x("192.0.2.1", &["198.51.100.9"]), "198.51.100.9");
        assert_eq!(x("192.0.2.1", &["1.1.1.1, 198.51.100.9"]), "198.51.100.9");
        assert_eq!(x("192.0.2.1", &["10.9.9.9,192.0.2.1 ,  198.51.100.9"]), "198.51.100.9");
        // A client's own line comes before the proxy's.
        assert_eq!(x("192.0.2.1", &["1.1.1.1", "198.51.100.9"]), "198.51.100.9");
        assert_eq!(x("192.0.2.1", &["1.1.1.1\t, 198.51.100.9:4711"]), "198.51.100.9");
        assert_eq!(x("192.0.2.1", &[]), "192.0.2.1", "nothing said");
    }

    #[test]
    fn several_listed_proxies_lead_to_the_client() {
        assert_eq!(x("10.0.0.1", &["1.1.1.1, 198.51.100.9, 192.0.2.1, 10.3.2.1"]), "198.51.100.9");
        assert_eq!(x("10.0.0.1", &["198.51.100.9", "192.0.2.1", "10.3.2.1"]), "198.51.100.9");
        assert_eq!(x("10.0.0.1", &["10.0.0.7, 10.0.0.8"]), "10.0.0.7", "somebody of the house");
        let long = vec!["10.0.0.8"; 5_000].join(", ");
        assert_eq!(x("10.0.0.1", &[&format!("198.51.100.9, {long}")]), "10.0.0.8", "nobody has so many");
    }

    #[test]
    fn what_cannot_be_read_ends_the_reading() {
        for wrong in ["unknown", "_hidden", "", "300.1.1.1", "1.1.1.1 1.1.1.1", "1.1.1.1:99999", "::1]", "[1.1.1.1]"] {
            assert_eq!(x("192.0.2.1", &[&format!("198.51.100.9, {wrong}")]), "192.0.2.1", "{wrong}");
            assert_eq!(x("192.0.2.1", &[&format!("198.51.100.9, {wrong}, 10.0.0.3")]), "10.0.0.3", "{wrong}");
        }
    }

    #[test]
    fn addresses_of_six_are_read_with_and_without_brackets() {
        assert_eq!(x("2001:db8:ffff::5", &["2001:db8:1::9"]), "2001:db8:1::9");
        assert_eq!(x("2001:db8:ffff::5", &["[2001:db8:1::9]"]), "2001:db8:1::9");
        assert_eq!(x("2001:db8:ffff::5", &["[2001:db8:1::9]:4711"]), "2001:db8:1::9");
        assert_eq!(x("::ffff:192.0.2.1", &["::ffff:198.51.100.9"]), "198.51.100.9");
        assert_eq!(f("2001:db8:ffff::5", &["for=\"[2001:db8:1::9]:4711\""]), "2001:db8:1::9");
    }

    #[test]
    fn forwarded_is_read_by_its_own_grammar() {
        assert_eq!(f("192.0.2.1", &["for=198.51.100.9;proto=https;by=192.0.2.1"]), "198.51.100.9");
        assert_eq!(f("192.0.2.1", &["For=1.1.1.1, FOR=\"198.51.100.9:80\" ;host=x"]), "198.51.100.9");
        assert_eq!(f("192.0.2.1", &["for=198.51.100.9, for=10.0.0.2;ext=\"a,b;for=1.1.1.1\""]), "198.51.100.9");
        assert_eq!(f("192.0.2.1", &["for=198.51.100.9;for=1.1.1.1"]), "192.0.2.1", "twice is no word");
        assert_eq!(f("192.0.2.1", &["proto=https"]), "192.0.2.1", "without for");
        assert_eq!(f("192.0.2.1", &["for=unknown"]), "192.0.2.1");
        // A quote that the client leaves open swallows nothing.
        assert_eq!(f("192.0.2.1", &["for=\"1.1.1.1, for=198.51.100.9"]), "198.51.100.9");
        assert_eq!(f("192.0.2.1", &["for=1.1.1.1;x=\", for=198.51.100.9"]), "198.51.100.9");
    }

    #[test]
    fn only_the_header_that_the_proxy_writes_counts() {
        // A proxy that writes one of them hands the other on as the client wrote it.
        let both = [("forwarded", "for=1.1.1.1"), ("x-forwarded-for", "198.51.100.9")];
        assert_eq!(seen(ProxyHeader::XForwardedFor, "192.0.2.1", &both), "198.51.100.9");
        let both = [("forwarded", "for=198.51.100.9"), ("x-forwarded-for", "1.1.1.1"), ("x-real-ip", "1.1.1.1")];
        assert_eq!(seen(ProxyHeader::Forwarded, "192.0.2.1", &both), "198.51.100.9");
        assert_eq!(seen(ProxyHeader::Forwarded, "192.0.2.1", &both[1..]), "192.0.2.1");
    }
}
