//! Once in half a year it is asked whether the people of an organisation still hold.

use super::bo;
use app::{housekeeping, mail_choices, people};
use domain::notices::Notice;
use testkit::{Sample, TestPortal, on_both};

on_both!(it_is_asked_once_in_half_a_year, what_people_chose_is_respected, one_click_confirms, clocks_may_move);

const SUBJECT: &str = "Kloppen de mensen van Zeewolde nog?";
const KIM: &str = "kim@zeewolde.example";

fn asked(portal: &TestPortal, email: &str) -> usize {
    portal.mail.to(email).iter().filter(|mail| mail.subject == SUBJECT).count()
}

async fn run(portal: &TestPortal) {
    housekeeping::run(&portal.app).await.expect("run");
    portal.run_jobs().await;
}

async fn it_is_asked_once_in_half_a_year(portal: TestPortal) {
    portal.join(Sample::Municipality("Zeewolde")).await;
    for (moment, times) in [
        ("2027-05-24T09:00:00+02:00", 0), // Half a year after the beginning, on the day itself before the hour.
        ("2027-05-25T06:59:00+02:00", 0), // Before seven o'clock.
        ("2027-05-29T09:00:00+02:00", 0), // A Saturday.
        ("2027-05-31T09:00:00+02:00", 1),
        ("2027-06-01T09:00:00+02:00", 1),
        ("2027-11-30T09:00:00+01:00", 1),
        ("2027-12-01T09:00:00+01:00", 2),
    ] {
        portal.clock.set(moment);
        run(&portal).await;
        run(&portal).await;
        assert_eq!(asked(&portal, KIM), times, "{moment}");
    }
    assert_eq!(asked(&portal, "lou@zeewolde.example"), 0, "signatories are not asked");
    portal.clock.set("2028-07-03T09:00:00+02:00");
    let (one, two) = tokio::join!(people::ask_due(&portal.app), people::ask_due(&portal.app));
    assert_eq!(one.expect("run") + two.expect("run"), 1, "one of two nodes asks");
    portal.run_jobs().await;
    assert_eq!(asked(&portal, KIM), 3);
}

async fn what_people_chose_is_respected(portal: TestPortal) {
    portal.join(Sample::Municipality("Zeewolde")).await;
    let kim = portal.actor(KIM).await;
    bo(&portal, &kim, "Zeewolde").await;
    let silent = mail_choices::Choices { silent: Notice::ALL.iter().copied().collect(), ..Default::default() };
    mail_choices::choose(&portal.app, &kim, &silent).await.expect("chosen");
    portal.clock.set("2027-06-07T09:00:00+02:00");
    run(&portal).await;
    assert_eq!((asked(&portal, KIM), asked(&portal, "bo@zeewolde.example")), (0, 1));
    // Nobody wants notices: somebody has to look all the same.
    let bo = portal.actor("bo@zeewolde.example").await;
    mail_choices::choose(&portal.app, &bo, &silent).await.expect("chosen");
    portal.clock.set("2027-12-13T09:00:00+01:00");
    run(&portal).await;
    assert_eq!((asked(&portal, KIM), asked(&portal, "bo@zeewolde.example")), (1, 2));
}

async fn one_click_confirms(portal: TestPortal) {
    let city = portal.join(Sample::Municipality("Zeewolde")).await;
    portal.administrator().await;
    portal.clock.set("2027-06-07T09:00:00+02:00");
    run(&portal).await;
    let link = portal.mail.link(KIM, "/organisatie/mensen/van/");
    let path = link.trim_start_matches(testkit::PUBLIC_URL).to_owned();
    let mut client = portal.sign_in(KIM).await;
    client.get(&path).await.expect_status(200).expect_text("Dit is nog niet bevestigd");
    let done = client.submit("/organisatie/mensen/klopt", &[]).await.expect_status(303);
    client.follow(done).await.expect_text("Laatst bevestigd op 7 juni 2027").expect_text("Over een half jaar");
    client.get("/organisatie").await.expect_text("Mensen en rollen kloppen nog");
    let mut noor = portal.sign_in(TestPortal::ADMINISTRATOR).await;
    noor.get(&format!("/beheer/organisaties/{city}")).await.expect_text("Mensen bevestigd 7 juni 2027");
    // Confirmed: half a year from then, not from when it was asked.
    portal.clock.set("2027-12-06T09:00:00+01:00");
    run(&portal).await;
    assert_eq!(asked(&portal, KIM), 1);
    portal.clock.set("2027-12-08T09:00:00+01:00");
    run(&portal).await;
    assert_eq!(asked(&portal, KIM), 2);
    // A signatory, and a stranger.
    let mut lou = portal.sign_in("lou@zeewolde.example").await;
    lou.get(&path).await.expect_status(403);
    portal.join(Sample::Municipality("Almere")).await;
    portal.sign_in("kim@almere.example").await.get(&path).await.expect_status(404);
}

async fn clocks_may_move(portal: TestPortal) {
    portal.join(Sample::Municipality("Zeewolde")).await;
    portal.clock.set("2027-06-07T09:00:00+02:00");
    run(&portal).await;
    for moment in ["2027-06-04T09:00:00+02:00", "2026-12-01T09:00:00+01:00", "2027-06-08T09:00:00+02:00"] {
        portal.clock.set(moment);
        run(&portal).await;
        assert_eq!(asked(&portal, KIM), 1, "{moment}");
    }
}
