//! Contact cards.

use crate::{
    fixtures::{a_municipality, a_partner, at, id, person, store},
    on_both,
};
use domain::{
    cards::{CardAnswer, NewCard},
    ids::OrganisationId,
    party::Role,
};
use storage::{
    Db, StorageError, Tx, bulk, cards,
    people::{self, NewRole},
};

on_both!(a_card_comes_changes_and_goes, the_address_of_a_signatory_is_hidden, cards_of_who_ended_are_erased);

fn new(purpose: &str, email: &str) -> NewCard {
    let answer = CardAnswer {
        purpose: purpose.into(),
        name: "Team Noord".into(),
        email: email.into(),
        phone: "030 123 45 67".into(),
        ..CardAnswer::default()
    };
    answer.parse().expect("a card")
}

async fn two(db: &Db) -> (Tx, OrganisationId, OrganisationId) {
    let mut tx = db.begin().await.expect("a transaction");
    store(&mut tx, &a_municipality(1, "GM0050")).await;
    store(&mut tx, &a_partner(2, "Zonnestroom", "energie")).await;
    (tx, id(1), id(2))
}

async fn a_card_comes_changes_and_goes(db: &Db) {
    let (mut tx, one, other) = two(db).await;
    cards::add(&mut tx, id(11), one, &new("data", "data@a.example")).await.expect("added");
    cards::add(&mut tx, id(10), one, &new("policy", "a@a.example")).await.expect("added");
    cards::add(&mut tx, id(12), other, &new("policy", "a@a.example")).await.expect("added");
    let kept = cards::of(&mut tx, one).await.expect("cards");
    assert_eq!(kept.iter().map(|card| card.id).collect::<Vec<_>>(), [id(10), id(11)]);
    assert_eq!((kept[1].name.as_str(), kept[1].function.as_deref(), kept[1].version), ("Team Noord", None, 1));
    assert!(!kept[0].hidden);
    let all = bulk::cards(&mut tx, &[one, other]).await.expect("cards");
    assert_eq!(
        all.iter().map(|card| (card.organisation, card.id)).collect::<Vec<_>>(),
        [(one, id(10)), (one, id(11)), (other, id(12))]
    );
    cards::save(&mut tx, id(11), 1, &new("operations", "x@a.example")).await.expect("saved");
    let stale = cards::save(&mut tx, id(11), 1, &new("data", "x@a.example")).await;
    assert!(matches!(stale, Err(StorageError::Stale(_))), "{stale:?}");
    cards::readdress(&mut tx, "a@a.example", "b@a.example").await.expect("readdressed");
    assert_eq!(cards::take_away(&mut tx, one, "b@a.example").await.expect("a number"), 1);
    assert_eq!(cards::of(&mut tx, other).await.expect("cards")[0].email.as_deref(), Some("b@a.example"));
    cards::remove(&mut tx, id(11)).await.expect("removed");
    assert!(cards::of(&mut tx, one).await.expect("cards").is_empty());
}

async fn the_address_of_a_signatory_is_hidden(db: &Db) {
    let (mut tx, one, _) = two(db).await;
    let lou = person(20, "lou@a.example");
    people::add(&mut tx, &lou, at(0)).await.expect("added");
    cards::add(&mut tx, id(10), one, &new("policy", "lou@a.example")).await.expect("added");
    let seen = async |tx: &mut Tx| {
        let hidden = cards::of(tx, one).await.expect("cards")[0].hidden;
        assert_eq!(bulk::cards(tx, &[one]).await.expect("cards").is_empty(), hidden, "the same for one and for many");
        !hidden
    };
    assert!(seen(&mut tx).await);
    let role = |number, role| NewRole {
        id: id(number),
        person: lou.id,
        organisation: Some(one),
        role,
        function: None,
        ground: None,
        mandate_date: None,
        works_at: None,
        given_by: None,
    };
    people::give(&mut tx, role(30, Role::Signatory), at(1)).await.expect("given");
    assert!(!seen(&mut tx).await);
    people::give(&mut tx, role(31, Role::Contact), at(2)).await.expect("given");
    assert!(seen(&mut tx).await, "who coordinates as well is mailed anyhow");
    people::end_role(&mut tx, id(31), at(3)).await.expect("ended");
    assert!(!seen(&mut tx).await);
    people::end_role(&mut tx, id(30), at(4)).await.expect("ended");
    assert!(seen(&mut tx).await);
}

async fn cards_of_who_ended_are_erased(db: &Db) {
    let (mut tx, one, other) = two(db).await;
    for (number, organisation) in [(10, one), (11, one), (12, other)] {
        cards::add(&mut tx, id(number), organisation, &new("data", "d@a.example")).await.expect("added");
    }
    assert!(cards::of_ended(&mut tx, at(99), 9).await.expect("a list").is_empty());
    storage::organisation_changes::end(&mut tx, one, at(50)).await.expect("ended");
    assert!(cards::of_ended(&mut tx, at(50), 9).await.expect("a list").is_empty());
    assert_eq!(cards::of_ended(&mut tx, at(51), 9).await.expect("a list"), [one]);
    assert_eq!(cards::erase(&mut tx, one).await.expect("a number"), 2);
    assert!(cards::of_ended(&mut tx, at(51), 9).await.expect("a list").is_empty());
    assert_eq!(cards::of(&mut tx, other).await.expect("cards").len(), 1);
}
