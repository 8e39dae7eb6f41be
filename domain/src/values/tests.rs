use super::*;

#[test]
fn kvk_numbers() {
    assert_eq!(KvkNumber::parse(" 1234 5678 ").map(|k| k.to_string()), Ok("12345678".into()));
    for wrong in ["1234567", "123456789", "1234567a", "00000000", "１２３４５６７８", "-1234567"] {
        assert_eq!(KvkNumber::parse(wrong), Err(Wrong::Form), "{wrong}");
    }
    assert_eq!(KvkNumber::parse("  "), Err(Wrong::Missing));
}

#[test]
fn mail_addresses() {
    assert_eq!(
        EmailAddress::parse(" Anna.de.Vries@Zeewolde.EXAMPLE ").map(|e| e.to_string()),
        Ok("anna.de.vries@zeewolde.example".into())
    );
    for wrong in [
        "anna",
        "anna@",
        "@x.example",
        "anna@x",
        "anna@x..example",
        "a b@x.example",
        "anna@x.example.",
        "<anna@x.example>",
        "anna@x.example,b@y.example",
        "\"a b\"@x.example",
        "ánna@x.example",
    ] {
        assert_eq!(EmailAddress::parse(wrong), Err(Wrong::Form), "{wrong}");
    }
    for control in ["anna@x.example\r\nBcc: b@y.example", "an\u{0}na@x.example", "anna\u{202e}@x.example"] {
        assert_eq!(EmailAddress::parse(control), Err(Wrong::ControlCharacters), "{control:?}");
    }
}

#[test]
fn shared_mailboxes() {
    for shared in ["info", "schuldhulp", "info.wonen", "team-vroeg", "secretariaat"] {
        let address = EmailAddress::parse(&format!("{shared}@x.example")).expect("valid");
        assert!(address.looks_shared(), "{shared}");
    }
    for own in ["anna.de.vries", "i.nfo", "wethouder.jansen", "teamo"] {
        let address = EmailAddress::parse(&format!("{own}@x.example")).expect("valid");
        assert!(!address.looks_shared(), "{own}");
    }
}

#[test]
fn names() {
    assert_eq!(Name::parse("  Anna   de\tVries ").map(|n| n.to_string()), Err(Wrong::ControlCharacters));
    assert_eq!(Name::parse("  Anna   de Vries ").map(|n| n.to_string()), Ok("Anna de Vries".into()));
    for control in ["Anna\u{202e}seirV", "Anna\u{200b}", "An\nna", "\u{feff}x", "a\u{2066}b"] {
        assert_eq!(Name::parse(control), Err(Wrong::ControlCharacters), "{control:?}");
    }
    assert_eq!(Name::parse("---"), Err(Wrong::Form));
    assert_eq!(Name::parse(&"a".repeat(201)), Err(Wrong::TooLong(200)));
    assert!(Name::parse(&"é".repeat(200)).is_ok());
}

#[test]
fn postcodes_phones_websites() {
    assert_eq!(Postcode::parse("1234ab").map(|p| p.to_string()), Ok("1234 AB".into()));
    assert_eq!(Postcode::parse("0234ab"), Err(Wrong::Form));
    assert_eq!(Postcode::parse("ééé"), Err(Wrong::Form));
    assert_eq!(Phone::parse("+31 (0)20 123 45 67").map(|p| p.dial()), Ok("+310201234567".into()));
    assert_eq!(Phone::parse("06-1"), Err(Wrong::Form));
    assert_eq!(Website::parse("www.Zon.example/x").map(|w| w.host()), Ok("zon.example".into()));
    assert_eq!(Website::parse("javascript://x.example"), Err(Wrong::Form));
    assert_eq!(Website::parse("https://"), Err(Wrong::Form));
}

#[test]
fn paragraphs_keep_their_lines() {
    assert_eq!(paragraph(" a\r\nb ", 10), Ok("a\nb".into()));
    assert_eq!(paragraph("a\u{202e}b", 10), Err(Wrong::ControlCharacters));
}
