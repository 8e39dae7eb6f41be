//! The model agreement as data: checked when it is read, right for every shape of agreement.

use vroegteken_documents::{Texts, TextsError, samples};

const NEWEST: &str = include_str!("../texts/2026-1.toml");

#[test]
fn every_shape_of_agreement_has_complete_texts() {
    for (name, facts) in samples::all() {
        let agreement = Texts::newest().agreement(&facts).expect("texts that fit");
        let all = serde_json::to_string(&agreement).expect("texts are data");
        let markup = name == "lastige-namen";
        assert!(
            markup || !all.contains('{') || !all.replace("{\"", "").contains('{'),
            "{name}: a word was not filled in"
        );
        assert!(agreement.articles.iter().all(|it| !it.plain.is_empty()), "{name}: an article without its plain twin");
        assert!(agreement.articles.iter().all(|it| !it.paragraphs.is_empty() || !it.definitions.is_empty()), "{name}");
        let numbers: Vec<usize> = agreement.articles.iter().map(|it| it.number).collect();
        assert_eq!(numbers, (1..=agreement.articles.len()).collect::<Vec<_>>(), "{name}");
        assert_eq!(agreement.parties.len(), if facts.executor.as_ref().is_some_and(|it| it.is_party) { 3 } else { 2 });
    }
}

#[test]
fn landlords_follow_the_law_of_their_sector() {
    let agreement = Texts::newest().agreement(&samples::sector("huur")).expect("texts that fit");
    let basis = &agreement.articles.iter().find(|it| it.id == "grondslag").expect("a legal basis").paragraphs[0].text;
    assert!(basis.contains("artikel 3, eerste lid, onder b, van de Wgs"), "{basis}");
    assert!(basis.contains("artikel 2 van het Besluit gemeentelijke schuldhulpverlening"), "{basis}");
    let steps = &agreement.articles.iter().find(|it| it.id == "stappen").expect("the steps").paragraphs[0];
    assert_eq!(steps.items.len(), 4);
}

#[test]
fn references_follow_the_numbers() {
    let with = Texts::newest().agreement(&samples::everything()).expect("texts that fit");
    let number = |id: &str| with.articles.iter().find(|it| it.id == id).expect("an article").number;
    let duration = &with.articles[number("duur") - 1];
    assert!(duration.paragraphs[0].text.contains(&format!("artikel {}", number("aanlevering"))));
    let without = Texts::newest().agreement(&samples::sector("water")).expect("texts that fit");
    assert_eq!(without.articles.len() + 1, with.articles.len(), "the article on the executor");
}

#[test]
fn a_file_with_a_fault_is_refused_with_its_place() {
    let parse = |from: &str, to: &str| {
        assert!(NEWEST.contains(from), "{from}");
        Texts::parse(&NEWEST.replacen(from, to, 1)).err()
    };
    assert!(matches!(parse("{dienst}", "{deinst}"), Some(TextsError::UnknownWord { word, .. }) if word == "deinst"));
    assert!(matches!(parse("{artikel:stappen}", "{artikel:stap}"), Some(TextsError::UnknownWord { .. })));
    assert!(matches!(parse("\"!private-landlord\"", "\"landlord\""), Some(TextsError::UnknownCondition { .. })));
    assert!(matches!(parse("id = \"doel\"", "id = \"begrippen\""), Some(TextsError::Twice(_))));
    assert!(matches!(parse("plain = ", "plian = "), Some(TextsError::Syntax(_))));
}

#[test]
fn an_unknown_sector_gets_the_general_wording() {
    let texts = Texts::newest();
    assert_eq!(texts.sector_label("huur"), "Huur");
    assert_eq!(texts.sector_label("telefonie"), "Overige vaste lasten");
}
