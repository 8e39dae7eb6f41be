//! The settings about who asks from where, and where weaknesses are told.

use super::Config;
use app::settings::{Proxies, ProxyHeader};
use domain::{networks::Networks, values::EmailAddress};

/// The proxies whose word counts; what is wrong with them goes into `wrong`, and is left out.
pub(super) fn proxies(config: &Config, wrong: &mut Vec<String>) -> Proxies {
    let mut networks = Vec::new();
    for text in &config.trusted_proxies {
        match text.parse() {
            Ok(network) => networks.push(network),
            Err(error) => wrong.push(format!("trusted_proxies: {text} {error}")),
        }
    }
    let header = ProxyHeader::parse(&config.proxy_header.to_ascii_lowercase()).unwrap_or_else(|| {
        wrong.push(format!("proxy_header: {} is neither x-forwarded-for nor forwarded", config.proxy_header));
        ProxyHeader::default()
    });
    Proxies { trusted: Networks::new(networks), header }
}

/// The contact of `security.txt` as a URI (RFC 9116, 2.5.3): as set, else the sender of all mail; `None`
/// where neither is there, as in a demo.
pub(super) fn security_contact(config: &Config, wrong: &mut Vec<String>) -> Option<String> {
    let set = config.security_contact.trim();
    if set.is_empty() {
        // `Vroegteken <portaal@example.nl>`, or the address alone.
        let sender = config.mail_from.rsplit('<').next().unwrap_or_default().trim_end_matches([' ', '>']);
        return EmailAddress::parse(sender).ok().map(|email| format!("mailto:{email}"));
    }
    let address = set.strip_prefix("mailto:").unwrap_or(set);
    if let Ok(email) = EmailAddress::parse(address) {
        return Some(format!("mailto:{email}"));
    }
    match url::Url::parse(set) {
        Ok(url) if url.scheme() == "https" => Some(url.into()),
        _ => {
            wrong.push(format!("security_contact: {set} is neither a mail address nor begins with https://"));
            None
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{proxies, security_contact};
    use crate::config::Config;

    fn contact(set: &str, mail_from: &str) -> Option<String> {
        let config = Config { security_contact: set.to_owned(), mail_from: mail_from.to_owned(), ..Config::default() };
        security_contact(&config, &mut Vec::new())
    }

    #[test]
    fn the_contact_is_what_was_set_or_the_sender() {
        let sender = "Vroegteken <portaal@voorbeeld.example>";
        assert_eq!(contact("", sender).as_deref(), Some("mailto:portaal@voorbeeld.example"));
        assert_eq!(contact("", "portaal@voorbeeld.example").as_deref(), Some("mailto:portaal@voorbeeld.example"));
        assert_eq!(contact("cvd@voorbeeld.example", sender).as_deref(), Some("mailto:cvd@voorbeeld.example"));
        assert_eq!(contact("mailto:cvd@voorbeeld.example", sender).as_deref(), Some("mailto:cvd@voorbeeld.example"));
        assert_eq!(contact("https://voorbeeld.example/cvd", "").as_deref(), Some("https://voorbeeld.example/cvd"));
        for wrong in ["", "http://voorbeeld.example", "javascript:x", "cvd@x.example\r\nContact: y"] {
            assert_eq!(contact(wrong, ""), None, "{wrong:?}");
        }
    }

    #[test]
    fn no_proxy_is_trusted_unless_it_is_listed() {
        let trusted = |list: &[&str]| {
            let list = list.iter().map(|text| (*text).to_owned()).collect();
            proxies(&Config { trusted_proxies: list, ..Config::default() }, &mut Vec::new()).trusted
        };
        let loopback = "127.0.0.1".parse().expect("an address");
        assert!(!trusted(&[]).contains(loopback));
        assert!(trusted(&["127.0.0.0/8"]).contains(loopback));
        assert!(!trusted(&["127.0.0.1/8"]).contains(loopback), "what is wrong is no proxy");
    }
}
