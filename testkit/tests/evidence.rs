//! What an act of signing binds: by a passkey, by a code, in time, once; and what a stranger makes of its evidence.

use crate::{
    partners::python,
    signing::{DIRECTOR, MAYOR, Pair, pair, release},
};
use ::evidence::{Evidence, Hash, SignedIn};
use app::{
    AppError, documents,
    identity::strength,
    mail::Language,
    signing_rounds::{self, proof},
    verification::{Fault, Proof},
};
use base64::{Engine as _, engine::general_purpose::STANDARD};
use domain::{
    ids::{RoundId, SlotId},
    means::{Asked, Level, Means, Whose},
    party::OrganisationKind,
};
use jiff::SignedDuration;
use serde_json::Value;
use signing::verify::{Outcome, Trust, verify};
use std::{path::Path, process::Command};
use testkit::{
    Client, PUBLIC_URL, TestPortal,
    authenticator::{Algorithm, SoftPasskey},
    on_both,
};

on_both!(
    a_passkey_signs_the_root_over_the_round,
    a_code_is_bound_by_the_record_of_the_portal,
    a_root_serves_once_and_for_five_minutes,
    a_root_of_another_round_is_not_confirmed,
    where_a_passkey_is_asked_a_code_is_not_enough,
    evidence_is_for_those_who_see_the_agreement,
    what_was_confirmed_is_what_is_signed,
);

/// Makes a passkey for whoever is signed in in this browser.
async fn make(client: &mut Client) -> SoftPasskey {
    client.get("/mijn/passkeys").await.expect_status(200);
    let options = client.post("/mijn/passkeys/begin", &[]).await.expect_status(200);
    let options: Value = serde_json::from_str(&options.body).expect("options");
    let mut soft = SoftPasskey::new(Algorithm::Es256, b"laptop");
    let made = soft.make(&options, PUBLIC_URL).to_string();
    client.post("/mijn/passkeys", &[("naam", "Laptop"), ("antwoord", &made)]).await.expect_status(303);
    soft
}

/// Chooses everything on the list; the path of the round.
async fn choose(portal: &TestPortal, client: &mut Client, email: &str) -> (String, RoundId) {
    let actor = portal.actor(email).await;
    let lines = signing_rounds::waiting(&portal.app, &actor).await.expect("a desk");
    let slots: Vec<String> = lines.iter().map(|line| line.waiting.slot.to_string()).collect();
    let fields: Vec<(&str, &str)> = slots.iter().map(|slot| ("slot", slot.as_str())).collect();
    client.get("/tekenen").await.expect_status(200);
    let went = client.post("/tekenen", &fields).await.expect_status(303);
    let path = went.location().expect("a round").to_owned();
    let round = path.rsplit('/').next().and_then(|id| id.parse().ok()).expect("its id");
    (path, round)
}

async fn options(client: &mut Client, path: &str) -> Value {
    let begun = client.post(&format!("{path}/passkey/begin"), &[]).await.expect_status(200);
    serde_json::from_str(&begun.body).expect("options")
}

/// The slot that somebody signed in a round.
async fn slot(portal: &TestPortal, email: &str, round: RoundId) -> SlotId {
    let actor = portal.actor(email).await;
    signing_rounds::show(&portal.app, &actor, round).await.expect("the round").items[0].slot
}

/// The signed document, and the judgement of this program.
async fn signed(portal: &TestPortal, pair: &Pair) -> (Vec<u8>, signing::verify::Report) {
    let file = documents::file(&portal.app, &pair.contact, pair.agreement).await.expect("a file");
    let roots = portal.app.ports().signing.as_ref().expect("keys").roots().to_vec();
    let report = verify(&file.bytes, &Trust { roots, ..Trust::default() }, portal.app.now());
    (file.bytes, report)
}

/// What the stranger's script says of a document and the evidence of its signatures.
fn judged(portal: &TestPortal, name: &str, document: &[u8], evidence: &[&[u8]]) {
    let Some(python) = python() else {
        eprintln!("without the judges, as VROEGTEKEN_JUDGES_PYTHON says");
        return;
    };
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("evidence-{name}-{:?}", portal.engine));
    std::fs::create_dir_all(&folder).expect("a folder");
    let root = portal.app.ports().signing.as_ref().expect("keys").roots()[0].der().to_vec();
    let root = format!("-----BEGIN CERTIFICATE-----\n{}\n-----END CERTIFICATE-----\n", STANDARD.encode(root));
    std::fs::write(folder.join("root.pem"), root).expect("a file");
    std::fs::write(folder.join("document.pdf"), document).expect("a file");
    let mut judge = Command::new(python);
    judge.arg(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/judge_evidence.py"));
    judge.arg(concat!(env!("CARGO_MANIFEST_DIR"), "/../docs"));
    judge.arg(folder.join("root.pem")).arg(folder.join("document.pdf"));
    for (number, evidence) in evidence.iter().enumerate() {
        let file = folder.join(format!("{number}.evidence.json"));
        std::fs::write(&file, evidence).expect("a file");
        judge.arg(file);
    }
    let said = judge.output().expect("the judge runs");
    let text = format!("{}{}", String::from_utf8_lossy(&said.stdout), String::from_utf8_lossy(&said.stderr));
    assert!(said.status.success(), "{text}");
    println!("{text}");
}

async fn a_passkey_signs_the_root_over_the_round(portal: TestPortal) {
    let pair = pair(&portal).await;
    release(&portal, &pair).await;
    let mut mayor = portal.sign_in(MAYOR).await;
    let mut soft = make(&mut mayor).await;
    portal.run_jobs().await;
    let before = portal.mail.all().len();
    let (path, round) = choose(&portal, &mut mayor, MAYOR).await;
    portal.run_jobs().await;
    assert_eq!(portal.mail.all().len(), before, "who has a passkey gets no code unasked");
    mayor.get(&path).await.expect_status(200).expect_text("met passkey").expect_text("Liever met een code per mail");
    let told = options(&mut mayor, &path).await;
    let kept = signing_rounds::show(&portal.app, &pair.mayor, round).await.expect("the round").round.root;
    assert_eq!(
        testkit::authenticator::from_text(&told["challenge"]),
        kept.expect("a root").0,
        "the root is the challenge"
    );
    let answer = soft.answer(&told, PUBLIC_URL).to_string();
    let went = mayor.post(&format!("{path}/passkey"), &[("antwoord", &answer)]).await.expect_status(303);
    assert_eq!(went.location(), Some(path.as_str()));
    // Once more, as by a second click: nothing is done twice.
    mayor.post(&format!("{path}/passkey"), &[("antwoord", &answer)]).await.expect_status(303);
    portal.run_jobs().await;
    mayor.get(&path).await.expect_status(200).expect_text("Met een passkey").expect_text("Bewijs");
    let by_code = portal.sign_all(DIRECTOR).await;
    let (document, report) = signed(&portal, &pair).await;
    assert_eq!(report.outcome, Outcome::AllSigned);
    assert!(report.signatures[0].reason.contains("Bevestigd met een passkey (niveau sterk)."), "{report:?}");
    let first =
        proof::of_round(&portal.app, &pair.mayor, round, slot(&portal, MAYOR, round).await).await.expect("evidence");
    let second = proof::of_round(&portal.app, &pair.director, by_code, slot(&portal, DIRECTOR, by_code).await)
        .await
        .expect("evidence");
    for (file, signature, by_passkey) in
        [(&first, &report.signatures[0], true), (&second, &report.signatures[1], false)]
    {
        assert_eq!(signature.evidence, Some(Hash::of(&file.bytes).0), "the signature binds it");
        let checked = Evidence::read(&file.bytes).expect("evidence").check(&document).expect("it holds");
        assert_eq!((checked.person.as_str(), checked.by_passkey), (signature.person.as_str(), by_passkey));
        assert_eq!((checked.field.as_str(), checked.portal.as_str()), (signature.field.as_str(), PUBLIC_URL));
    }
    // Evidence that somebody else made fits the document, and no signature binds it.
    let mut forged = Evidence::read(&first.bytes).expect("evidence");
    forged.confirmation =
        ::evidence::Confirmation::MailCode { signed_in: SignedIn::MailCode, at: forged.confirmation.at() };
    assert_eq!(Proof::of(&forged.to_bytes(), &document, &report), Proof::Unbound);
    assert!(matches!(Proof::of(&first.bytes, &document, &report), Proof::Holds(checked) if checked.by_passkey));
    assert!(matches!(Proof::of(b"{}", &document, &report), Proof::Faulty(Fault::Unreadable { .. })));
    let mut longer = document.clone();
    longer.push(b' ');
    let broken = verify(&longer, &Trust::default(), portal.app.now());
    assert_eq!(Proof::of(&first.bytes, &longer, &broken), Proof::Moot);
    judged(&portal, "passkey", &document, &[&first.bytes, &second.bytes]);
    let shown = app::agreements::show(&portal.app, &pair.contact, pair.agreement).await.expect("shown");
    let levels: Vec<_> = shown.signatures.iter().map(storage::rounds::Signature::level).collect();
    assert_eq!(levels, [Level::Strong, Level::Basic]);
}

async fn a_code_is_bound_by_the_record_of_the_portal(portal: TestPortal) {
    let pair = pair(&portal).await;
    release(&portal, &pair).await;
    let mut mayor = portal.sign_in(MAYOR).await;
    let (path, round) = choose(&portal, &mut mayor, MAYOR).await;
    app::jobs::run_due(&portal.app).await.expect("the code is mailed");
    let root = signing_rounds::show(&portal.app, &pair.mayor, round).await.expect("the round").round.root;
    let fingerprint = Hash(root.expect("a root").0).fingerprint();
    mayor.get(&path).await.expect_status(200).expect_text(&fingerprint);
    let mails = portal.mail.all();
    let mail = mails.last().expect("a mail");
    assert!(mail.plain.contains(&fingerprint), "page and mail name the same: {}", mail.plain);
    let code = portal.mail.code(MAYOR);
    mayor.post(&path, &[("code", &code)]).await.expect_status(303);
    portal.run_jobs().await;
    portal.sign_all(DIRECTOR).await;
    let (document, report) = signed(&portal, &pair).await;
    assert_eq!(report.outcome, Outcome::AllSigned);
    let slot = slot(&portal, MAYOR, round).await;
    // Whoever may see the agreement gets it: either side, and the administrator.
    let mut files = Vec::new();
    for reader in ["kim@almere.example", "kim@zonnestroom.example", TestPortal::ADMINISTRATOR] {
        let mut reader = portal.sign_in(reader).await;
        let page = format!("/overeenkomsten/{}", pair.agreement);
        reader.get(&page).await.expect_status(200).expect_text("Bewijs van de handtekening van Lou van Almere");
        let got = reader.get(&format!("{page}/bewijs/{slot}")).await.expect_status(200);
        assert!(got.headers["content-disposition"].to_str().expect("text").contains("Gemeente-1.evidence.json"));
        files.push(got.body);
    }
    assert!(files.iter().all(|file| *file == files[0]), "the same bytes each time");
    let checked = Evidence::read(files[0].as_bytes()).expect("evidence").check(&document).expect("it holds");
    assert_eq!((checked.signed_in, checked.by_passkey), (SignedIn::MailCode, false));
    assert_eq!(checked.consent, signing_rounds::CONSENT);
}

async fn a_root_serves_once_and_for_five_minutes(portal: TestPortal) {
    let pair = pair(&portal).await;
    release(&portal, &pair).await;
    let mut mayor = portal.sign_in(MAYOR).await;
    let mut soft = make(&mut mayor).await;
    let (path, round) = choose(&portal, &mut mayor, MAYOR).await;
    let old = options(&mut mayor, &path).await;
    portal.clock.forward(SignedDuration::from_mins(2));
    assert_eq!(options(&mut mayor, &path).await["challenge"], old["challenge"], "asked twice it is the same act");
    portal.clock.forward(SignedDuration::from_mins(2));
    let fresh = options(&mut mayor, &path).await;
    assert_ne!(fresh["challenge"], old["challenge"], "it would not last");
    let send = |answer: Value| [("antwoord".to_owned(), answer.to_string())];
    let late = send(soft.answer(&old, PUBLIC_URL));
    let refused = mayor.post(&format!("{path}/passkey"), &[("antwoord", &late[0].1)]).await;
    refused.expect_status(422).expect_text("Deze passkey klopt niet.");
    let answer = soft.answer(&fresh, PUBLIC_URL).to_string();
    portal.clock.forward(SignedDuration::from_mins(5));
    let refused = mayor.post(&format!("{path}/passkey"), &[("antwoord", &answer)]).await;
    refused.expect_status(422).expect_text("Dit duurde te lang");
    // A code for a former root serves no more once a passkey was asked for another.
    mayor.post(&format!("{path}/code"), &[]).await.expect_status(303);
    app::jobs::run_due(&portal.app).await.expect("the code is mailed");
    let code = portal.mail.code(MAYOR);
    portal.clock.forward(SignedDuration::from_mins(4));
    let last = options(&mut mayor, &path).await;
    mayor.post(&path, &[("code", &code)]).await.expect_status(422);
    let answer = soft.answer(&last, PUBLIC_URL).to_string();
    mayor.post(&format!("{path}/passkey"), &[("antwoord", &answer)]).await.expect_status(303);
    portal.run_jobs().await;
    let shown = signing_rounds::show(&portal.app, &pair.mayor, round).await.expect("the round");
    assert_eq!((shown.counts, shown.round.proof.as_str()), ((0, 1, 0), "passkey"));
    let over = mayor.post(&format!("{path}/passkey/begin"), &[]).await;
    over.expect_status(404);
}

async fn a_root_of_another_round_is_not_confirmed(portal: TestPortal) {
    let pair = pair(&portal).await;
    release(&portal, &pair).await;
    let mut mayor = portal.sign_in(MAYOR).await;
    let mut soft = make(&mut mayor).await;
    let (one, _) = choose(&portal, &mut mayor, MAYOR).await;
    let (other, round) = choose(&portal, &mut mayor, MAYOR).await;
    let told = options(&mut mayor, &one).await;
    let answer = soft.answer(&told, PUBLIC_URL).to_string();
    mayor.post(&format!("{other}/passkey"), &[("antwoord", &answer)]).await.expect_status(422);
    // A passkey of somebody else, another site, nobody verified, no answer at all.
    let told = options(&mut mayor, &other).await;
    let mut foreign = SoftPasskey::new(Algorithm::Es256, b"laptop");
    let elsewhere = soft.answer(&told, "https://evil.example").to_string();
    soft.flags = 1;
    let unverified = soft.answer(&told, PUBLIC_URL).to_string();
    for answer in [foreign.answer(&told, PUBLIC_URL).to_string(), elsewhere, unverified, "{}".into(), String::new()] {
        mayor.post(&format!("{other}/passkey"), &[("antwoord", &answer)]).await.expect_status(422);
    }
    let mut director = portal.sign_in(DIRECTOR).await;
    director.get("/tekenen").await.expect_status(200);
    director.post(&format!("{other}/passkey/begin"), &[]).await.expect_status(404);
    director.post(&format!("{other}/passkey"), &[("antwoord", &answer)]).await.expect_status(404);
    portal.run_jobs().await;
    let shown = signing_rounds::show(&portal.app, &pair.mayor, round).await.expect("the round");
    assert!(shown.round.confirmed_at.is_none() && shown.counts == (1, 0, 0), "nothing was signed");
}

async fn where_a_passkey_is_asked_a_code_is_not_enough(portal: TestPortal) {
    let pair = pair(&portal).await;
    release(&portal, &pair).await;
    let mut mayor = portal.sign_in(MAYOR).await;
    let mut soft = make(&mut mayor).await;
    let noor = portal.administrator().await;
    let asked = Asked { sign_in: Means::MailCode, sign: Means::Passkey };
    strength::set(&portal.app, &noor, &[(Whose::Kind(OrganisationKind::Municipality), asked)]).await.expect("set");
    let (path, round) = choose(&portal, &mut mayor, MAYOR).await;
    let page = mayor.get(&path).await.expect_status(200).expect_text("met passkey");
    assert!(!page.says("Liever met een code per mail"));
    let refused = signing_rounds::another_code(&portal.app, &pair.mayor, round, Language::Dutch).await;
    assert!(matches!(refused, Err(AppError::NeedsMeans)), "{refused:?}");
    let told = options(&mut mayor, &path).await;
    let answer = soft.answer(&told, PUBLIC_URL).to_string();
    mayor.post(&format!("{path}/passkey"), &[("antwoord", &answer)]).await.expect_status(303);
    portal.run_jobs().await;
    let shown = signing_rounds::show(&portal.app, &pair.mayor, round).await.expect("the round");
    assert_eq!(shown.counts, (0, 1, 0));
}

async fn evidence_is_for_those_who_see_the_agreement(portal: TestPortal) {
    let pair = pair(&portal).await;
    portal.join(testkit::Sample::Municipality("Zeewolde")).await;
    release(&portal, &pair).await;
    let round = portal.sign_all(MAYOR).await;
    let own = slot(&portal, MAYOR, round).await;
    let page = format!("/overeenkomsten/{}/bewijs", pair.agreement);
    let mut other = portal.sign_in("kim@zeewolde.example").await;
    other.get(&format!("{page}/{own}")).await.expect_status(404);
    let mut contact = portal.sign_in("kim@almere.example").await;
    contact.get(&format!("{page}/{own}")).await.expect_status(200);
    for none in ["x".to_owned(), SlotId(uuid::Uuid::from_u128(1)).to_string()] {
        contact.get(&format!("{page}/{none}")).await.expect_status(404);
    }
    let open = signing_rounds::waiting(&portal.app, &pair.director).await.expect("a desk")[0].waiting.slot;
    contact.get(&format!("{page}/{open}")).await.expect_status(404);
    let mut director = portal.sign_in(DIRECTOR).await;
    director.get(&format!("/tekenen/ronde/{round}/{own}/bewijs")).await.expect_status(404);
    let mut mayor = portal.sign_in(MAYOR).await;
    mayor.get(&format!("/tekenen/ronde/{round}/{own}/bewijs")).await.expect_status(200);
    mayor.get(&format!("/tekenen/ronde/{round}/{open}/bewijs")).await.expect_status(404);
}

async fn what_was_confirmed_is_what_is_signed(portal: TestPortal) {
    let pair = pair(&portal).await;
    release(&portal, &pair).await;
    let round = portal.confirm_all(MAYOR).await;
    let text = "UPDATE organisations SET name = 'Almere en Omstreken' WHERE name = 'Almere'";
    match portal.app.db() {
        storage::Db::Sqlite { write, .. } => drop(sqlx::query(text).execute(write).await.expect("renamed")),
        storage::Db::Postgres(pool) => drop(sqlx::query(text).execute(pool).await.expect("renamed")),
    }
    portal.run_jobs().await;
    portal.sign_all(DIRECTOR).await;
    let (document, report) = signed(&portal, &pair).await;
    assert_eq!(report.outcome, Outcome::AllSigned);
    assert!(report.signatures[0].reason.starts_with("Namens Almere,"), "{}", report.signatures[0].reason);
    let slot = slot(&portal, MAYOR, round).await;
    let evidence = proof::of_round(&portal.app, &pair.mayor, round, slot).await.expect("evidence");
    let checked = Evidence::read(&evidence.bytes).expect("evidence").check(&document).expect("it holds");
    assert_eq!(checked.organisation, "Almere");
}
