//! A running practice moves in: files good and bad, held against what the portal knows, on both engines.

use app::{
    AppError,
    agreements::moves::{Step, step},
    imports::{self, Files, ImportError, Order, Summary, What, staged, staged::Standing},
};
use domain::{
    agreement::StateKind,
    audit::Doer,
    ids::OrganisationId,
    import::{AGREEMENTS_EXAMPLE, Complaint, Fault, ORGANISATIONS_EXAMPLE},
    party::OrganisationKind,
};
use std::{fmt::Write as _, path::Path};
use storage::agreements::{self, Filter, Line, Scope};
use testkit::{Sample, TestPortal, on_both};

on_both!(
    the_examples_move_in_whole,
    imported_twice_is_refused_by_line,
    the_list_of_a_dry_run_is_that_of_the_refusal,
    who_is_invited_is_invited_once,
    agreements_that_waited_here_become_the_signed_ones,
    what_was_signed_here_is_refused,
    pairs_that_cannot_be_are_refused,
    documents_come_with_their_bytes,
    bad_documents_are_refused,
    several_hundred_rows_in_one_go,
    somebody_who_moves_an_agreement_meanwhile_is_not_overwritten,
    what_was_looked_at_is_carried_out_once,
    what_waits_is_erased_in_time,
);

fn organisations_order(text: &str, invite: bool) -> Order {
    Order { what: What::Organisations { invite }, bytes: text.as_bytes().to_vec(), files: Files::None }
}

fn agreements_order(rows: &str) -> Order {
    let text = format!("partij;signaalpartner;getekend_op;start_op;bestand\n{rows}\n");
    Order { what: What::Agreements, bytes: text.into_bytes(), files: Files::None }
}

async fn carry_out(portal: &TestPortal, order: &Order) -> Summary {
    imports::carry_out(&portal.app, Doer::Operator, order, &mut |_, _| ()).await.expect("no fault")
}

/// The faults of carrying out, which are those of looking ahead; nothing is changed by either.
async fn refused(portal: &TestPortal, order: &Order) -> Vec<Fault> {
    let before = portal.everything().await;
    let ahead = imports::preview(&portal.app, order).await.expect_err("faults");
    let done = imports::carry_out(&portal.app, Doer::Operator, order, &mut |_, _| ()).await.expect_err("faults");
    let (ImportError::Faults(ahead), ImportError::Faults(done)) = (ahead, done) else { panic!("no list of faults") };
    assert_eq!(ahead, done);
    assert_eq!(portal.everything().await, before, "a refused import changes nothing");
    done.first().to_vec()
}

/// Line, letters of the column, complaint.
fn told(faults: &[Fault]) -> Vec<(u32, String, Complaint)> {
    let letters = |fault: &Fault| fault.column.as_ref().map(|column| column.letters()).unwrap_or_default();
    faults.iter().map(|fault| (fault.line, letters(fault), fault.complaint.clone())).collect()
}

async fn lines(portal: &TestPortal) -> Vec<Line> {
    let mut tx = portal.app.read().await.expect("a transaction");
    agreements::list(&mut tx, Scope::All, &Filter::default(), None, 10_000).await.expect("a list")
}

async fn line(portal: &TestPortal, party: &str, partner: &str) -> Line {
    let all = lines(portal).await;
    let found = all.into_iter().find(|line| line.party_name.contains(party) && line.partner_name.contains(partner));
    found.unwrap_or_else(|| panic!("no agreement of {party} and {partner}"))
}

async fn counted(portal: &TestPortal, sql: &'static str) -> usize {
    portal.column(sql, uuid::Uuid::nil()).await.len()
}

async fn the_examples_move_in_whole(portal: TestPortal) {
    let portal = &portal;
    let organisations = organisations_order(ORGANISATIONS_EXAMPLE, false);
    let ahead = imports::preview(&portal.app, &organisations).await.expect("no fault");
    assert_eq!(portal.agreements().await, 0, "looking ahead does nothing");
    assert_eq!(carry_out(portal, &organisations).await, ahead);
    let Summary::Organisations { by_kind, people, invite } = ahead else { panic!("organisations") };
    assert_eq!((by_kind.iter().map(|(_, n)| n).sum::<usize>(), people, invite), (6, 12, false));
    assert!(by_kind.contains(&(OrganisationKind::SignalPartner, 3)));
    portal.run_jobs().await;
    // Zeewolde with all three partners, the joint body with the one of the whole country.
    assert_eq!(portal.agreements().await, 4);
    assert_eq!(portal.mail.all().len(), 0, "nobody is mailed without --invite");

    let order = Order { bytes: AGREEMENTS_EXAMPLE.as_bytes().to_vec(), ..agreements_order("") };
    let summary = Summary::Agreements { new: 0, waiting: vec![(StateKind::Prepared, 3)], active: 2, documents: 0 };
    assert_eq!(imports::preview(&portal.app, &order).await.expect("no fault"), summary);
    assert_eq!(carry_out(portal, &order).await, summary);
    let all = lines(portal).await;
    let of = |kind| all.iter().filter(|line| line.state == kind).count();
    assert_eq!((of(StateKind::Prepared), of(StateKind::Signed), of(StateKind::Active)), (1, 1, 2));
    let line = line(portal, "Zeewolde", "Energie").await;
    assert_eq!(line.details.elsewhere(), Some(jiff::civil::date(2024, 5, 17)));
    // The imported can sign in, and goes on where an agreement that was signed here would.
    let contact = portal.actor("kim.de.boer@zeewolde.example").await;
    let shown = app::agreements::show(&portal.app, &contact, line.id).await.expect("shown");
    assert_eq!(shown.brought_in.map(|brought_in| brought_in.document), Some(None));
    let start = portal.app.today();
    for email in ["kim.de.boer@zeewolde.example", "piet.post@energie.example"] {
        let actor = portal.actor(email).await;
        app::onboarding::say(&portal.app, &actor, line.id, true, Some(start)).await.expect("said");
    }
    assert_eq!(self::line(portal, "Zeewolde", "Energie").await.state, StateKind::Active);
    // It holds: it can be ended as any.
    step(&portal.app, &contact, line.id, None, Step::Terminate(start)).await.expect("ended");
    let ended = app::agreements::show(&portal.app, &contact, line.id).await.expect("shown");
    assert_eq!(ended.kept.parts.state.elsewhere(), Some(jiff::civil::date(2024, 5, 17)));
}

async fn imported_twice_is_refused_by_line(portal: TestPortal) {
    let portal = &portal;
    let organisations = organisations_order(ORGANISATIONS_EXAMPLE, false);
    carry_out(portal, &organisations).await;
    portal.run_jobs().await;
    let faults = refused(portal, &organisations).await;
    let registered = |fault: &&Fault| matches!(&fault.complaint, Complaint::Registered(_));
    assert_eq!(faults.iter().filter(registered).count(), 6, "{faults:?}");
    let covered = |fault: &&Fault| matches!(&fault.complaint, Complaint::Covered(..));
    assert_eq!(faults.iter().filter(covered).count(), 4, "one municipality and three members");
    let order = Order { bytes: AGREEMENTS_EXAMPLE.as_bytes().to_vec(), ..agreements_order("") };
    carry_out(portal, &order).await;
    let faults = refused(portal, &order).await;
    assert_eq!(faults.len(), 3);
    assert!(faults.iter().all(|fault| matches!(fault.complaint, Complaint::BroughtIn(_))), "{faults:?}");
}

async fn the_list_of_a_dry_run_is_that_of_the_refusal(portal: TestPortal) {
    let portal = &portal;
    let zeewolde = portal.join(Sample::Municipality("Zeewolde")).await;
    portal.join(Sample::Nationwide("Zonnestroom", "energie")).await;
    let kvk = portal.column("SELECT kvk FROM organisations WHERE id = $1", zeewolde.0).await.remove(0);
    // One fault of the file's own, and four that only the portal can find: all are told at once.
    let text = ORGANISATIONS_EXAMPLE.replace("6811 CD", "68").replace("01234505", &kvk);
    let faults = refused(portal, &organisations_order(&text, true)).await;
    let complaints: Vec<_> = told(&faults).into_iter().map(|(line, column, _)| format!("{line}{column}")).collect();
    assert_eq!(complaints, ["15C", "18F", "19D"], "{faults:?}");
}

async fn who_is_invited_is_invited_once(portal: TestPortal) {
    let portal = &portal;
    let invited = "SELECT kind FROM events WHERE kind = 'person_invited' AND id <> $1";
    carry_out(portal, &organisations_order(ORGANISATIONS_EXAMPLE, true)).await;
    portal.run_jobs().await;
    assert_eq!(counted(portal, invited).await, 12);
    assert!(portal.mail.all().len() == 12 && imports::uninvited(&portal.app).await.expect("a count") == 0);
    let others = "soort;naam;kvk;straat;postcode;plaats;sector;werkgebied;contact1_naam;contact1_email;contact1_telefoon;\
        tekenbevoegde1_naam;tekenbevoegde1_email;tekenbevoegde1_functie;tekenbevoegde1_grond\n\
        signaalpartner;Nieuw;55555555;L 1;1234 AB;U;energie;landelijk;An B;an@nieuw.example;0301234567;An B;\
        an@nieuw.example;directeur;register\n";
    carry_out(portal, &organisations_order(others, false)).await;
    portal.run_jobs().await;
    assert_eq!((portal.mail.all().len(), imports::uninvited(&portal.app).await.expect("a count")), (12, 1));
    assert_eq!(imports::invite(&portal.app, Doer::Operator).await.expect("invited"), 1);
    assert_eq!(imports::invite(&portal.app, Doer::Operator).await.expect("none is left"), 0);
    portal.run_jobs().await;
    assert_eq!(portal.mail.all().len(), 13, "one mail for both roles");
}

/// Zeewolde and Almere, an energy supplier for all and one for Zeewolde.
async fn practice(portal: &TestPortal) -> [OrganisationId; 4] {
    [
        portal.join(Sample::Municipality("Zeewolde")).await,
        portal.join(Sample::Municipality("Almere")).await,
        portal.join(Sample::Nationwide("Zonnestroom", "energie")).await,
        portal.join(Sample::In("Aqua", "water", &["Zeewolde"])).await,
    ]
}

/// For how many organisations an agreement is open to be signed.
async fn offers(portal: &TestPortal, id: domain::ids::AgreementId) -> usize {
    let mut tx = portal.app.read().await.expect("a transaction");
    storage::offers::of(&mut tx, id).await.expect("offers").len()
}

async fn agreements_that_waited_here_become_the_signed_ones(portal: TestPortal) {
    let portal = &portal;
    practice(portal).await;
    assert_eq!(portal.agreements().await, 3);
    let contact = portal.actor("kim@zeewolde.example").await;
    let held = line(portal, "Zeewolde", "Aqua").await;
    step(&portal.app, &contact, held.id, None, Step::Hold(None)).await.expect("held");
    let released = line(portal, "Zeewolde", "Zonnestroom").await;
    step(&portal.app, &contact, released.id, None, Step::Release).await.expect("released");
    portal.run_jobs().await;
    assert_eq!(offers(portal, released.id).await, 2, "its document stands: both sides may sign");
    let order = agreements_order(
        "GM0050;Zonnestroom;2024-05-17;2024-06-01;\nGM0050;aqua;2024-05-17;2030-01-01;\n\
        GM0034;ZONNESTROOM;2024-05-17;;",
    );
    let summary = carry_out(portal, &order).await;
    let waiting = vec![(StateKind::Prepared, 1), (StateKind::OnHold, 1), (StateKind::Released, 1)];
    assert_eq!(summary, Summary::Agreements { new: 0, waiting, active: 1, documents: 0 });
    portal.run_jobs().await;
    assert_eq!(portal.agreements().await, 3, "no new one beside it");
    let after = line(portal, "Zeewolde", "Zonnestroom").await;
    assert_eq!((after.id, after.number, after.state), (released.id, released.number, StateKind::Active));
    let mayor = portal.actor("lou@zeewolde.example").await;
    let waiting = app::signing_rounds::waiting(&portal.app, &mayor).await.expect("a desk");
    assert!(waiting.is_empty(), "it is nobody's to sign any more");
    assert_eq!(offers(portal, released.id).await, 0, "nor is it told of on Monday");
    let shown = app::agreements::show(&portal.app, &contact, held.id).await.expect("shown");
    assert_eq!(shown.onboarding.start, Some(jiff::civil::date(2030, 1, 1)), "a start that lies ahead is noted");
    assert_eq!(shown.kept.parts.state.kind(), StateKind::Signed);
    assert!(matches!(app::documents::file(&portal.app, &contact, held.id).await, Err(AppError::NoDocument)));
}

async fn what_was_signed_here_is_refused(portal: TestPortal) {
    let portal = &portal;
    practice(portal).await;
    let contact = portal.actor("kim@zeewolde.example").await;
    let partly = line(portal, "Zeewolde", "Zonnestroom").await;
    let signed = line(portal, "Zeewolde", "Aqua").await;
    for agreement in [&partly, &signed] {
        step(&portal.app, &contact, agreement.id, None, Step::Release).await.expect("released");
    }
    portal.run_jobs().await;
    portal.sign_all("lou@zeewolde.example").await;
    portal.sign_all("lou@aqua.example").await;
    let order =
        agreements_order("GM0050;Zonnestroom;2024-05-17;;\nGM0050;Aqua;2024-05-17;;\nGM0034;Zonnestroom;2024-05-17;;");
    let expected = [
        (2, "B".to_owned(), Complaint::PartlySigned(partly.number)),
        (3, "B".to_owned(), Complaint::SignedHere(signed.number)),
    ];
    assert_eq!(told(&refused(portal, &order).await), expected);
}

async fn pairs_that_cannot_be_are_refused(portal: TestPortal) {
    let portal = &portal;
    practice(portal).await;
    portal.join(Sample::JointBody("Regeling Polder", &["Urk", "Dronten"])).await;
    let executor = portal.join(Sample::Executor("Kredietbank")).await;
    let kvk = portal.column("SELECT kvk FROM organisations WHERE id = $1", executor.0).await.remove(0);
    let order = agreements_order(&format!(
        "GM0184;Zonnestroom;2024-05-17;;\nGM0599;Zonnestroom;2024-05-17;;\n{kvk};Zonnestroom;2024-05-17;;\n\
         99999999;Zonnestroom;2024-05-17;;\nGM0034;Aqua;2024-05-17;;\nGM0034;Niemand;2024-05-17;;\n\
         GM0034;{kvk};2024-05-17;;\nGM0034;Zonnestroom;2024-05-17;;\nGM0034;Zonnestroom;2023-05-17;;\n\
         GM0034;Zonnestroom;2024-05-17;;oud.pdf"
    ));
    let faults = told(&refused(portal, &order).await);
    let b = |line, complaint| (line, "B".to_owned(), complaint);
    let a = |line, complaint| (line, "A".to_owned(), complaint);
    let expected = [
        a(2, Complaint::CoveredBy("Regeling Polder".into())),
        a(3, Complaint::UnknownParty),
        a(4, Complaint::NoParty("Kredietbank".into())),
        a(5, Complaint::UnknownParty),
        b(6, Complaint::NotActiveThere),
        b(7, Complaint::UnknownPartner),
        b(8, Complaint::UnknownPartner),
        b(10, Complaint::SameAs(9)),
        b(11, Complaint::SameAs(9)),
        (11, "E".to_owned(), Complaint::NoFiles),
    ];
    assert_eq!(faults, expected);
}

fn put(folder: &Path, name: &str, bytes: &[u8]) {
    std::fs::write(folder.join(name), bytes).expect("written");
}

async fn documents_come_with_their_bytes(portal: TestPortal) {
    let portal = &portal;
    practice(portal).await;
    let folder = tempfile::tempdir().expect("a folder");
    put(folder.path(), "oud convenant.pdf", b"%PDF-1.4 van voor het portaal");
    let order = Order {
        files: Files::Folder(folder.path().to_owned()),
        ..agreements_order(
            "GM0050;Zonnestroom;2024-05-17;;oud convenant.pdf\nGM0034;Zonnestroom;2024-05-17;;oud convenant.pdf",
        )
    };
    let Summary::Agreements { documents, .. } = carry_out(portal, &order).await else { panic!("agreements") };
    assert_eq!(documents, 2);
    let contact = portal.actor("kim@zonnestroom.example").await;
    let agreement = line(portal, "Zeewolde", "Zonnestroom").await;
    let file = app::documents::file(&portal.app, &contact, agreement.id).await.expect("the file");
    assert_eq!(file.bytes, b"%PDF-1.4 van voor het portaal");
    assert_eq!(file.name, format!("{}-getekend-buiten-dit-portaal.pdf", agreement.number));
    let place = app::verification::place(&portal.app).expect("a place");
    let verdict = app::verification::verify(&portal.app, file.bytes, None, place).await.expect("a verdict");
    assert_eq!(verdict.brought_in.len(), 2, "known by its bytes");
    let place = app::verification::place(&portal.app).expect("a place");
    let other =
        app::verification::verify(&portal.app, b"%PDF-1.4 anders".to_vec(), None, place).await.expect("a verdict");
    assert!(other.brought_in.is_empty());
    let looked = app::check::deep(portal.app.db(), &*portal.app.ports().store, |line| panic!("{line}")).await;
    assert_eq!(looked.expect("looked").findings, 0);
    let stranger = portal.actor("kim@aqua.example").await;
    let hidden = app::documents::file(&portal.app, &stranger, agreement.id).await;
    assert!(matches!(hidden, Err(AppError::NotFound)), "not the files of others");
    let mut client = portal.sign_in("kim@zonnestroom.example").await;
    let page = client.get(&format!("/overeenkomsten/{}", agreement.id)).await.expect_status(200);
    assert!(page.body.contains("Getekend buiten dit portaal, op 17 mei 2024"), "{}", page.body);
    assert!(page.body.contains("Ingebracht: getekend buiten dit portaal op 17 mei 2024, met het document"));
    client.get(&format!("/overeenkomsten/{}/document", agreement.id)).await.expect_status(200);
    let list = client.get("/overeenkomsten").await.expect_status(200);
    assert_eq!(list.body.matches("Buiten dit portaal").count(), 2);
}

async fn bad_documents_are_refused(portal: TestPortal) {
    let portal = &portal;
    practice(portal).await;
    let folder = tempfile::tempdir().expect("a folder");
    put(folder.path(), "woord.pdf", b"PK\x03\x04 geen pdf");
    put(folder.path(), "leeg.pdf", b"");
    let huge = std::fs::File::create(folder.path().join("groot.pdf")).expect("made");
    huge.set_len(imports::LARGEST_DOCUMENT + 1).expect("sparse");
    std::fs::create_dir(folder.path().join("map.pdf")).expect("made");
    let rows = ["weg.pdf", "woord.pdf", "leeg.pdf", "groot.pdf", "map.pdf", "../x.pdf"];
    let mut text = String::new();
    for name in rows {
        let _ = writeln!(text, "GM0050;Zonnestroom;2024-05-17;;{name}");
    }
    let order = Order { files: Files::Folder(folder.path().to_owned()), ..agreements_order(&text) };
    let faults = told(&refused(portal, &order).await);
    let of: Vec<_> =
        faults.into_iter().filter(|(_, column, _)| column == "E").map(|(_, _, complaint)| complaint).collect();
    let name = |place: usize| rows[place].to_owned();
    let expected = [
        Complaint::MissingFile(name(0)),
        Complaint::NotPdf(name(1)),
        Complaint::NotPdf(name(2)),
        Complaint::FileTooLarge(name(3), imports::LARGEST_DOCUMENT),
        Complaint::MissingFile(name(4)),
        Complaint::FileName,
    ];
    assert_eq!(of, expected);
}

async fn several_hundred_rows_in_one_go(portal: TestPortal) {
    let portal = &portal;
    let header = "soort;naam;kvk;straat;postcode;plaats;systeem;sector;werkgebied;contact1_naam;contact1_email;\
        contact1_telefoon;tekenbevoegde1_naam;tekenbevoegde1_email;tekenbevoegde1_functie;tekenbevoegde1_grond\n";
    let mut text = header.to_owned();
    let places: Vec<_> = domain::municipality::valid_on(portal.app.today()).take(30).collect();
    for (n, place) in places.iter().enumerate() {
        let _ = writeln!(
            text,
            "gemeente;{};{};L 1;1234 AB;P;BKR VPS;;;An B;an@g{n}.example;0301234567;\
            Jo B;jo@g{n}.example;burgemeester;ambt",
            place.name,
            20_000_000 + n
        );
    }
    for n in 0..10 {
        let _ = writeln!(
            text,
            "signaalpartner;Partner {n};{};L 1;1234 AB;P;;energie;landelijk;An B;an@p{n}.example;\
            0301234567;Jo B;jo@p{n}.example;directeur;register",
            30_000_000 + n
        );
    }
    carry_out(portal, &organisations_order(&text, false)).await;
    // Half of the pairs before the portal has prepared any.
    let mut rows = String::new();
    for (n, place) in places.iter().enumerate() {
        for partner in (0..10).filter(|partner| (n + partner) % 2 == 0) {
            let _ = writeln!(rows, "{};{};17-5-2024;;", place.code, 30_000_000 + partner);
        }
    }
    let summary = carry_out(portal, &agreements_order(&rows)).await;
    assert_eq!(summary, Summary::Agreements { new: 150, waiting: Vec::new(), active: 0, documents: 0 });
    portal.run_jobs().await;
    assert_eq!(portal.agreements().await, 300, "the others are prepared, none twice");
    let all = lines(portal).await;
    assert_eq!(all.iter().filter(|line| line.details.elsewhere().is_some()).count(), 150);
    let mut numbers: Vec<_> = all.iter().map(|line| line.number.clone()).collect();
    numbers.sort_unstable();
    numbers.dedup();
    assert_eq!(numbers.len(), 300);
    assert_eq!(numbers.last().map(String::as_str), Some("LCV-2026-000300"), "and no number is lost");
}

async fn somebody_who_moves_an_agreement_meanwhile_is_not_overwritten(portal: TestPortal) {
    let portal = &portal;
    practice(portal).await;
    let contact = portal.actor("kim@almere.example").await;
    let agreement = line(portal, "Almere", "Zonnestroom").await;
    let order = agreements_order("GM0034;Zonnestroom;2024-05-17;;");
    let withdraw = async {
        let administrator = portal.administrator().await;
        let reason = domain::agreement::Reason::parse("Dubbel.").expect("a reason");
        let _ = step(&portal.app, &contact, agreement.id, None, Step::Release).await;
        step(&portal.app, &administrator, agreement.id, None, Step::Withdraw(reason)).await
    };
    let mut progress = |_, _| ();
    let bring = imports::carry_out(&portal.app, Doer::Operator, &order, &mut progress);
    let (brought, withdrawn) = tokio::join!(bring, withdraw);
    portal.run_jobs().await;
    let standing = lines(portal).await;
    let signed = standing.iter().filter(|line| line.details.elsewhere().is_some()).count();
    match (brought, withdrawn) {
        (Ok(_), _) => assert_eq!(signed, 1),
        (Err(ImportError::Failed(AppError::Stale)), Ok(())) => assert_eq!(signed, 0),
        (other, _) => panic!("{other:?}"),
    }
    assert!(portal.agreements().await >= 3);
}

async fn chosen(portal: &TestPortal, what: What, text: &str) -> domain::ids::ImportId {
    let administrator = portal.administrator().await;
    staged::choose(&portal.app, &administrator, what, "lijst.csv", text.as_bytes()).await.expect("kept")
}

async fn what_was_looked_at_is_carried_out_once(portal: TestPortal) {
    let portal = &portal;
    let administrator = portal.administrator().await;
    let what = What::Organisations { invite: false };
    let id = chosen(portal, what, ORGANISATIONS_EXAMPLE).await;
    let look = async || staged::look(&portal.app, &administrator, id).await.expect("shown");
    let first = look().await;
    let Standing::Fits(summary) = &first.standing else { panic!("{:?}", first.standing) };
    assert_eq!((summary.rows(), portal.agreements().await), (6, 0));
    let start = async |digest: &str| staged::start(&portal.app, &administrator, id, digest).await;
    assert!(matches!(start(&"0".repeat(64)).await, Err(AppError::Stale)), "only the bytes that were looked at");
    start(&first.digest).await.expect("begun");
    assert!(matches!(start(&first.digest).await, Err(AppError::Stale)), "once");
    assert!(matches!(look().await.standing, Standing::Running(None)));
    portal.run_jobs().await;
    let Standing::Done(done, _) = look().await.standing else { panic!("not done") };
    assert_eq!((done.rows(), portal.agreements().await), (6, 4));
    assert!(matches!(staged::throw_away(&portal.app, &administrator, id).await, Err(AppError::Stale)));
    // Somebody else is not told of it, nor whoever has no such role.
    let contact = portal.actor("kim.de.boer@zeewolde.example").await;
    assert!(matches!(staged::look(&portal.app, &contact, id).await, Err(AppError::NotAllowed(_))));

    // What fits no longer when its turn comes is told, and brings nothing.
    let text = "partij;signaalpartner;getekend_op;bestand\nGM0050;Energie Voorbeeld;2024-05-17;oud.pdf\n";
    let two = [chosen(portal, What::Agreements, text).await, chosen(portal, What::Agreements, text).await];
    for id in two {
        for (name, bytes) in [("oud.pdf", b"%PDF-1.4 oud".to_vec()), ("los.txt", b"los".to_vec())] {
            staged::attach(&portal.app, &administrator, id, name, Some(bytes)).await.expect("kept");
        }
        let seen = staged::look(&portal.app, &administrator, id).await.expect("shown");
        assert!(matches!(seen.standing, Standing::Fits(_)), "{:?}", seen.standing);
        staged::start(&portal.app, &administrator, id, &seen.digest).await.expect("begun");
    }
    portal.run_jobs().await;
    let [first, second] = two.map(async |id| staged::look(&portal.app, &administrator, id).await.expect("shown"));
    let (first, second) = (first.await, second.await);
    assert!(matches!(first.standing, Standing::Done(..)), "{:?}", first.standing);
    let Standing::Faults(faults, true) = second.standing else { panic!("{:?}", second.standing) };
    assert!(matches!(faults.first()[0].complaint, Complaint::BroughtIn(_)));
    let contact = portal.actor("piet.post@energie.example").await;
    let line = line(portal, "Zeewolde", "Energie").await;
    let file = app::documents::file(&portal.app, &contact, line.id).await.expect("the file");
    assert_eq!(file.bytes, b"%PDF-1.4 oud");
}

async fn what_waits_is_erased_in_time(portal: TestPortal) {
    let portal = &portal;
    let administrator = portal.administrator().await;
    let what = What::Organisations { invite: false };
    let [away, late] =
        [chosen(portal, what, ORGANISATIONS_EXAMPLE).await, chosen(portal, what, ORGANISATIONS_EXAMPLE).await];
    staged::throw_away(&portal.app, &administrator, away).await.expect("gone");
    portal.clock.forward(jiff::SignedDuration::from_hours(5));
    let seen = staged::look(&portal.app, &administrator, late).await.expect("shown");
    assert!(matches!(seen.standing, Standing::Over));
    assert!(matches!(staged::start(&portal.app, &administrator, late, &seen.digest).await, Err(AppError::Stale)));
    app::housekeeping::run(&portal.app).await.expect("erased");
    assert!(!portal.everything().await.contains("Woonstichting Voorbeeld"), "nothing of the files is left");
    let seen = staged::look(&portal.app, &administrator, away).await.expect("shown");
    assert!(matches!(seen.standing, Standing::Over));
}
