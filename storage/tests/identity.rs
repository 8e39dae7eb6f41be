//! People and their roles, signing in, sessions, and how often something was asked.

use crate::{
    fixtures::{a_partner, at, digest, id, person, store},
    on_both,
};
use domain::{
    audit::{Doer, Event, Subject},
    ids::PersonId,
    means::{Asked, Means, Whose},
    party::{Ground, OrganisationKind, Role},
};
use storage::{
    Db, StorageError, Tx, audit, authenticators, means_asked,
    passkeys::{self, Ceremony, Passkey},
    people::{self, NewRole},
    sessions::{self, Session},
    sign_ins::{self, SignIn},
    throttle,
};

on_both!(
    an_address_is_one_person,
    roles_are_given_once,
    a_code_has_so_many_guesses,
    a_session_is_found_by_its_token_until_it_ends,
    a_passkey_is_one_persons_until_it_is_removed,
    a_step_of_an_app_counts_once,
    a_ceremony_ends_once,
    a_window_of_time_counts_and_begins_anew,
    the_log_keeps_who_did_what,
);

async fn begin(db: &Db) -> Tx {
    db.begin().await.expect("a transaction")
}

async fn an_address_is_one_person(db: &Db) {
    let mut tx = begin(db).await;
    let (first, added) = people::add(&mut tx, &person(1, "bo@zeewolde.example"), at(0)).await.expect("added");
    assert!(added);
    let (same, added) = people::add(&mut tx, &person(2, "bo@zeewolde.example"), at(1)).await.expect("known");
    assert_eq!((same.id, added), (first.id, false), "name and phone of the first stay");
    people::set_language(&mut tx, first.id, "en").await.expect("kept");
    assert_eq!(people::find(&mut tx, first.id).await.expect("an answer").expect("there").language, "en");
    assert!(people::by_email(&mut tx, "niemand@zeewolde.example").await.expect("an answer").is_none());
}

fn role(number: u128, person: PersonId, organisation: Option<u128>, role: Role) -> NewRole {
    NewRole {
        id: id(number),
        person,
        organisation: organisation.map(id),
        role,
        function: Some("wethouder".into()),
        ground: Some(Ground::Mandate),
        mandate_date: Some(jiff::civil::date(2026, 1, 2)),
        works_at: Some("Elders".into()),
        given_by: None,
    }
}

async fn roles_are_given_once(db: &Db) {
    let mut tx = begin(db).await;
    store(&mut tx, &a_partner(1, "Zonnestroom", "energie")).await;
    store(&mut tx, &a_partner(2, "Aqua", "water")).await;
    let (bo, _) = people::add(&mut tx, &person(1, "bo@zon.example"), at(0)).await.expect("added");
    let given = [
        (role(1, bo.id, Some(1), Role::Contact), true),
        (role(2, bo.id, Some(1), Role::Contact), false),
        (role(3, bo.id, Some(1), Role::Signatory), true),
        (role(4, bo.id, Some(2), Role::Signatory), true),
        (role(5, bo.id, None, Role::Administrator), true),
    ];
    for (new, wanted) in given {
        assert_eq!(people::give(&mut tx, new.clone(), at(0)).await.expect("an answer"), wanted, "{new:?}");
    }
    let memberships = people::memberships(&mut tx, bo.id).await.expect("memberships");
    let seen: Vec<_> = memberships
        .iter()
        .map(|m| (m.organisation.as_ref().map(|(_, _, name)| name.as_str()), m.roles.clone()))
        .collect();
    let wanted = [
        (None, vec![Role::Administrator]),
        (Some("Aqua"), vec![Role::Signatory]),
        (Some("Zonnestroom"), vec![Role::Contact, Role::Signatory]),
    ];
    assert_eq!(seen, wanted);
    let members = people::members(&mut tx, id(1)).await.expect("members");
    assert_eq!(members.iter().map(|member| member.role).collect::<Vec<_>>(), [Role::Contact, Role::Signatory]);
    let signatory = &members[1];
    assert_eq!(
        (signatory.ground, signatory.mandate_date),
        (Some(Ground::Mandate), Some(jiff::civil::date(2026, 1, 2)))
    );
    assert_eq!(people::administrators(&mut tx).await.expect("administrators"), [bo]);
    let kind = OrganisationKind::SignalPartner;
    let samples = people::samples(&mut tx, Role::Signatory, kind, Some("water_company"), 5).await.expect("samples");
    assert_eq!(samples.len(), 1);
}

async fn a_code_has_so_many_guesses(db: &Db) {
    let mut tx = begin(db).await;
    let new = SignIn {
        id: id(1),
        person: Some(id(7)),
        code: digest(2),
        guesses: 0,
        created_at: at(0),
        expires_at: at(900),
        used_at: None,
        fitted_at: None,
        app_guesses: 0,
    };
    sign_ins::add(&mut tx, &new, digest(1)).await.expect("added");
    assert!(sign_ins::find(&mut tx, digest(9)).await.expect("an answer").is_none());
    assert!(!sign_ins::guess(&mut tx, id(1), 3, at(900)).await.expect("an answer"), "its time is over");
    for wanted in [true, true, true, false] {
        assert_eq!(sign_ins::guess(&mut tx, id(1), 3, at(10)).await.expect("an answer"), wanted);
    }
    assert_eq!(sign_ins::find(&mut tx, digest(1)).await.expect("an answer").expect("there").guesses, 3);
    // The code of the app comes after that of the mail, which then counts no more.
    assert!(!sign_ins::guess_app(&mut tx, id(1), 2, at(10)).await.expect("an answer"), "the mail comes first");
    assert!(sign_ins::fit(&mut tx, id(1), at(10)).await.expect("an answer"));
    assert!(!sign_ins::fit(&mut tx, id(1), at(10)).await.expect("an answer"), "once");
    assert!(!sign_ins::guess(&mut tx, id(1), 99, at(10)).await.expect("an answer"), "it fitted");
    for wanted in [true, true, false] {
        assert_eq!(sign_ins::guess_app(&mut tx, id(1), 2, at(10)).await.expect("an answer"), wanted);
    }
    assert!(!sign_ins::guess_app(&mut tx, id(1), 9, at(900)).await.expect("an answer"), "its time is over");
    assert!(sign_ins::use_up(&mut tx, id(1), at(11)).await.expect("an answer"));
    assert!(!sign_ins::use_up(&mut tx, id(1), at(12)).await.expect("an answer"), "once");
    assert!(!sign_ins::guess(&mut tx, id(1), 99, at(13)).await.expect("an answer"), "used");
    assert_eq!(sign_ins::recent(&mut tx, id(7), at(-1)).await.expect("a count"), 1);
    assert_eq!(sign_ins::recent(&mut tx, id(7), at(0)).await.expect("a count"), 0);
    assert_eq!(sign_ins::forget(&mut tx, at(901)).await.expect("a number"), 1);
}

async fn a_session_is_found_by_its_token_until_it_ends(db: &Db) {
    let mut tx = begin(db).await;
    let (bo, _) = people::add(&mut tx, &person(1, "bo@zon.example"), at(0)).await.expect("added");
    for number in 1..=3_u8 {
        let until = at(1_000 + i64::from(number));
        let new = Session {
            id: id(number.into()),
            person: bo.id,
            acting_for: None,
            created_at: at(0),
            seen_at: at(0),
            until,
            means: Means::Passkey,
            confirmed_at: at(0),
            device: "Firefox, Linux".into(),
        };
        sessions::add(&mut tx, &new, digest(number)).await.expect("begun");
    }
    sessions::seen(&mut tx, id(2), at(500)).await.expect("noted");
    sessions::act_for(&mut tx, id(2), Some(id(42))).await.expect("noted");
    assert!(sessions::confirmed(&mut tx, id(2), at(7), Means::Passkey, digest(22)).await.expect("noted"));
    let unknown = sessions::confirmed(&mut tx, id(99), at(7), Means::Passkey, digest(99)).await.expect("an answer");
    assert!(!unknown, "no such session");
    assert!(sessions::find(&mut tx, digest(2)).await.expect("an answer").is_none(), "the old token opens nothing");
    let found = sessions::find(&mut tx, digest(22)).await.expect("an answer").expect("there");
    assert_eq!((found.person, found.seen_at, found.acting_for), (bo.id, at(500), Some(id(42))));
    assert_eq!((found.means, found.confirmed_at, &*found.device), (Means::Passkey, at(7), "Firefox, Linux"));
    assert!(sessions::find(&mut tx, digest(9)).await.expect("an answer").is_none());
    let listed = sessions::list(&mut tx, bo.id).await.expect("a list");
    assert_eq!(listed.iter().map(|s| s.id).collect::<Vec<_>>(), [id(2), id(1), id(3)]);
    sessions::raise(&mut tx, id(3), Means::MailCodeAndTotp).await.expect("raised");
    // A person without a role is somebody all the same; with one comes what is asked of it.
    let bare = sessions::who(&mut tx, digest(3)).await.expect("an answer").expect("there");
    assert_eq!((bare.person, bare.session.means, bare.memberships.len()), (bo.clone(), Means::MailCodeAndTotp, 0));
    assert!(bare.asked.is_empty() && sessions::who(&mut tx, digest(9)).await.expect("an answer").is_none());
    let administrator = NewRole {
        id: id(70),
        person: bo.id,
        organisation: None,
        role: Role::Administrator,
        function: None,
        ground: None,
        mandate_date: None,
        works_at: None,
        given_by: None,
    };
    people::give(&mut tx, administrator, at(0)).await.expect("given");
    let asked = Asked { sign_in: Means::MailCodeAndTotp, sign: Means::Passkey };
    means_asked::set(&mut tx, Whose::Administration, Asked::default()).await.expect("set");
    means_asked::set(&mut tx, Whose::Administration, asked).await.expect("set anew");
    assert_eq!(means_asked::all(&mut tx).await.expect("all"), [(Whose::Administration, asked)]);
    let found = sessions::who(&mut tx, digest(3)).await.expect("an answer").expect("there");
    assert_eq!(found.memberships, people::memberships(&mut tx, bo.id).await.expect("memberships"));
    assert_eq!(found.asked, means_asked::of_person(&mut tx, bo.id).await.expect("asked"));
    assert_eq!(found.asked, [(None, asked)]);
    assert!(!sessions::end_own(&mut tx, id(1), id(99)).await.expect("an answer"), "somebody else's");
    assert!(sessions::end_own(&mut tx, id(1), bo.id).await.expect("ended"));
    assert!(sessions::find(&mut tx, digest(1)).await.expect("an answer").is_none());
    assert_eq!(sessions::forget(&mut tx, at(1_000), at(100)).await.expect("a number"), 1, "number 3 stood idle");
    assert_eq!(sessions::end_all(&mut tx, bo.id).await.expect("a number"), 1);
}

fn passkey(number: u8, person: PersonId) -> Passkey {
    Passkey {
        id: id(number.into()),
        person,
        credential: vec![number; 16],
        name: format!("Sleutel {number}"),
        public_key: vec![0xa5, number],
        counter: 0,
        created_at: at(number.into()),
        used_at: None,
    }
}

async fn a_passkey_is_one_persons_until_it_is_removed(db: &Db) {
    let mut tx = begin(db).await;
    let (bo, _) = people::add(&mut tx, &person(1, "bo@zon.example"), at(0)).await.expect("added");
    let (eva, _) = people::add(&mut tx, &person(2, "eva@zon.example"), at(0)).await.expect("added");
    for number in [2, 1] {
        passkeys::add(&mut tx, &passkey(number, bo.id)).await.expect("added");
    }
    let found = passkeys::by_credential(&mut tx, &[2; 16]).await.expect("an answer").expect("there");
    assert_eq!((found.person, found.public_key, found.used_at), (bo.id, vec![0xa5, 2], None));
    assert!(passkeys::by_credential(&mut tx, &[2; 15]).await.expect("an answer").is_none());
    assert!(passkeys::used(&mut tx, id(2), 7, at(50)).await.expect("noted"));
    assert!(!passkeys::used(&mut tx, id(2), 6, at(51)).await.expect("an answer"), "another has counted further");
    assert!(passkeys::rename(&mut tx, id(2), bo.id, "Telefoon").await.expect("renamed"));
    let other = passkeys::rename(&mut tx, id(2), eva.id, "Gestolen").await.expect("an answer");
    assert!(!other && !passkeys::remove(&mut tx, id(2), eva.id).await.expect("an answer"), "somebody else's");
    assert!(passkeys::find(&mut tx, id(2), eva.id).await.expect("an answer").is_none());
    let found = passkeys::find(&mut tx, id(2), bo.id).await.expect("an answer").expect("there");
    assert_eq!((&*found.name, found.counter, found.used_at), ("Telefoon", 7, Some(at(50))));
    let all = passkeys::of_person(&mut tx, bo.id).await.expect("a list");
    assert_eq!(all.iter().map(|one| one.id).collect::<Vec<_>>(), [id(1), id(2)], "the oldest first");
    assert!(passkeys::remove(&mut tx, id(2), bo.id).await.expect("removed"));
    assert!(!passkeys::used(&mut tx, id(2), 8, at(51)).await.expect("an answer"), "it is gone");
    tx.commit().await.expect("kept");
    let mut tx = begin(db).await;
    let again = Passkey { id: id(9), ..passkey(1, eva.id) };
    let refused = passkeys::add(&mut tx, &again).await;
    assert!(matches!(refused, Err(StorageError::Duplicate { .. })), "{refused:?}");
}

async fn a_step_of_an_app_counts_once(db: &Db) {
    let mut tx = begin(db).await;
    let (bo, _) = people::add(&mut tx, &person(1, "bo@zon.example"), at(0)).await.expect("added");
    let confirm = async |tx: &mut Tx, step, secret: &[u8]| {
        authenticators::confirm(tx, bo.id, step, at(3), secret).await.expect("an answer")
    };
    assert!(authenticators::find(&mut tx, bo.id).await.expect("an answer").is_none());
    assert!(authenticators::begin(&mut tx, bo.id, b"one", at(1)).await.expect("begun"));
    assert!(authenticators::begin(&mut tx, bo.id, b"two", at(2)).await.expect("begun anew"));
    assert!(!authenticators::use_step(&mut tx, bo.id, 9, at(3)).await.expect("an answer"), "it does not count yet");
    assert!(!confirm(&mut tx, 7, b"one").await, "begun anew meanwhile");
    assert!(confirm(&mut tx, 7, b"two").await && !confirm(&mut tx, 8, b"two").await);
    assert!(!authenticators::begin(&mut tx, bo.id, b"three", at(4)).await.expect("an answer"), "there is one");
    for (step, wanted) in [(7, false), (8, true), (8, false), (6, false), (9, true)] {
        assert_eq!(authenticators::use_step(&mut tx, bo.id, step, at(5)).await.expect("an answer"), wanted, "{step}");
    }
    let kept = authenticators::find(&mut tx, bo.id).await.expect("an answer").expect("there");
    assert_eq!(
        (&*kept.secret, kept.last_step, kept.confirmed_at, kept.used_at),
        (&b"two"[..], 9, Some(at(3)), Some(at(5)))
    );
    assert_eq!(authenticators::forget(&mut tx, at(99)).await.expect("a number"), 0, "it was confirmed");
    assert!(authenticators::remove(&mut tx, bo.id).await.expect("removed"));
    assert!(!authenticators::remove(&mut tx, bo.id).await.expect("an answer"));
    authenticators::begin(&mut tx, bo.id, b"four", at(5)).await.expect("begun");
    assert_eq!(authenticators::forget(&mut tx, at(99)).await.expect("a number"), 1);
}

async fn a_ceremony_ends_once(db: &Db) {
    let mut tx = begin(db).await;
    for (number, person) in [(1_u8, None), (2, Some(id(7)))] {
        let kind = if person.is_some() { "make" } else { "sign_in" };
        let expires_at = at(i64::from(number) * 100);
        let new =
            Ceremony { id: id(number.into()), person, kind: kind.into(), challenge: vec![number; 32], expires_at };
        passkeys::begin(&mut tx, &new, digest(number)).await.expect("begun");
    }
    let found = passkeys::ceremony(&mut tx, digest(2)).await.expect("an answer").expect("there");
    assert_eq!((found.id, found.person, &*found.kind, found.expires_at), (id(2), Some(id(7)), "make", at(200)));
    assert_eq!(found.challenge, [2; 32]);
    assert!(passkeys::ceremony(&mut tx, digest(3)).await.expect("an answer").is_none());
    assert!(passkeys::end(&mut tx, id(2)).await.expect("ended"));
    assert!(!passkeys::end(&mut tx, id(2)).await.expect("an answer"), "once");
    assert_eq!(passkeys::forget(&mut tx, at(99)).await.expect("a number"), 0);
    assert_eq!(passkeys::forget(&mut tx, at(100)).await.expect("a number"), 1);
}

async fn a_window_of_time_counts_and_begins_anew(db: &Db) {
    let mut tx = begin(db).await;
    for (seconds, wanted) in [(0, 1), (10, 2), (900, 3), (901, 1), (902, 2)] {
        let used = throttle::hit(&mut tx, digest(1), at(seconds), 900).await.expect("a count").0;
        assert_eq!(used, wanted, "after {seconds} seconds");
    }
    assert_eq!(throttle::hit(&mut tx, digest(2), at(902), 900).await.expect("a count").0, 1, "another place");
    assert_eq!(throttle::forget(&mut tx, at(902)).await.expect("a number"), 1);
}

async fn the_log_keeps_who_did_what(db: &Db) {
    let mut tx = begin(db).await;
    let (bo, _) = people::add(&mut tx, &person(1, "bo@zon.example"), at(0)).await.expect("added");
    let subject = Subject::Registration(id(5));
    let lines = [
        (Doer::Visitor, Event::RegistrationBegun),
        (Doer::Person(bo.id), Event::RegistrationCorrected { fields: vec!["kvk".into()] }),
        (Doer::Operator, Event::RegistrationRefused),
        (Doer::Portal, Event::RegistrationAccepted { organisation: id(9) }),
    ];
    for (number, (doer, event)) in (1..).zip(&lines) {
        audit::add(&mut tx, id(number), at(0), *doer, subject, event).await.expect("written");
    }
    audit::add(
        &mut tx,
        id(9),
        at(1),
        Doer::Portal,
        Subject::Person(id(5)),
        &Event::SignedIn { means: Means::MailCode },
    )
    .await
    .expect("written");
    let history = audit::history(&mut tx, subject).await.expect("a history");
    let told: Vec<_> = history.iter().map(|line| (line.doer, line.event.clone())).collect();
    assert_eq!(told, lines);
    assert_eq!(history[1].doer_name.as_deref(), Some("Persoon 1"));
    let total = |kinds: Vec<(String, i64)>| kinds.iter().map(|(_, n)| n).sum::<i64>();
    assert_eq!(total(audit::kinds(&mut tx).await.expect("kinds")), 5);
    let page = audit::newest(&mut tx, None, None, 2).await.expect("a page");
    assert_eq!(page.iter().map(|line| line.id).collect::<Vec<_>>(), [id(9), id(4)]);
    let page = audit::newest(&mut tx, Some(id(4)), None, 10).await.expect("a page");
    assert_eq!(page.iter().map(|line| line.id).collect::<Vec<_>>(), [id(3), id(2), id(1)]);
    assert_eq!(audit::forget_sign_ins(&mut tx, at(1)).await.expect("a number"), 0);
    assert_eq!(audit::forget_sign_ins(&mut tx, at(2)).await.expect("a number"), 1, "and nothing else ever");
    assert_eq!(total(audit::kinds(&mut tx).await.expect("kinds")), 4);
}
