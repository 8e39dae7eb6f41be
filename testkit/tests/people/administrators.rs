//! Administrators come and go; the last one stays.

use super::NL;
use app::{AppError, people};
use domain::people::Refusal as No;
use testkit::{Sample, TestPortal, on_both};

on_both!(they_come_and_go, two_who_end_each_other, through_the_pages);

async fn they_come_and_go(portal: TestPortal) {
    let noor = portal.administrator().await;
    let all = people::administrators(&portal.app, &noor).await.expect("a list");
    let last = people::end_administrator(&portal.app, &noor, all[0].id).await;
    assert!(matches!(last, Err(AppError::People(No::LastAdministrator))), "{last:?}");
    people::invite_administrator(&portal.app, &noor, "Bo de Wit", "bo@vroegteken.example", NL).await.expect("invited");
    let twice = people::invite_administrator(&portal.app, &noor, "Bo de Wit", "BO@vroegteken.example", NL).await;
    assert!(matches!(&twice, Err(AppError::Problems(problems)) if problems[0].field == "email"), "{twice:?}");
    for (name, email) in [
        ("", "x@x.example"),
        ("Bo", "info@vroegteken.example"),
        ("Bo\r\nX: y", "b@x.example"),
        ("Bo", "b@x.example\r\nX: y"),
    ] {
        let wrong = people::invite_administrator(&portal.app, &noor, name, email, NL).await;
        assert!(matches!(wrong, Err(AppError::Problems(_))), "{name:?} {email:?}: {wrong:?}");
    }
    portal.run_jobs().await;
    let bo = portal.actor("bo@vroegteken.example").await;
    let mut client = portal.sign_in("bo@vroegteken.example").await;
    client.get("/beheer").await.expect_status(200);
    let (one, two) = tokio::join!(
        people::invite_administrator(&portal.app, &noor, "Jo", "jo@vroegteken.example", NL),
        people::invite_administrator(&portal.app, &bo, "Jo", "jo@vroegteken.example", NL),
    );
    assert!(one.is_ok() != two.is_ok(), "{one:?} {two:?}");
    let all = people::administrators(&portal.app, &noor).await.expect("a list");
    assert_eq!(all.len(), 3);
    let id = all.iter().find(|one| one.person.email == "bo@vroegteken.example").expect("a role").id;
    people::end_administrator(&portal.app, &noor, id).await.expect("ended");
    people::end_administrator(&portal.app, &noor, id).await.expect("twice is once");
    portal.run_jobs().await;
    client.get("/beheer").await.expect_status(303);
    assert!(portal.mail.last_to("bo@vroegteken.example").subject.contains("geen beheerder meer"));
    assert!(portal.mail.last_to("jo@vroegteken.example").plain.contains("Bo de Wit is geen beheerder meer"));
    let gone = people::invite_administrator(&portal.app, &bo, "Mo", "mo@vroegteken.example", NL).await;
    assert!(matches!(gone, Err(AppError::NotAllowed(_))), "a role that ended between page and click: {gone:?}");
    portal.join(Sample::Municipality("Zeewolde")).await;
    let kim = portal.actor("kim@zeewolde.example").await;
    assert!(matches!(people::administrators(&portal.app, &kim).await, Err(AppError::NotAllowed(_))));
    let member =
        super::role(&portal, kim.organisation().expect("one"), "kim@zeewolde.example", domain::party::Role::Contact)
            .await;
    let other = people::end_administrator(&portal.app, &noor, member.expect("a role")).await;
    assert!(matches!(other, Err(AppError::NotFound)), "{other:?}");
}

async fn two_who_end_each_other(portal: TestPortal) {
    let noor = portal.administrator().await;
    let bo = portal.administrator_at("bo@vroegteken.example").await;
    let all = people::administrators(&portal.app, &noor).await.expect("a list");
    let of = |email: &str| all.iter().find(|one| one.person.email == email).expect("a role").id;
    let (noors, bos) = (of(TestPortal::ADMINISTRATOR), of("bo@vroegteken.example"));
    let (one, two) = tokio::join!(
        people::end_administrator(&portal.app, &noor, bos),
        people::end_administrator(&portal.app, &bo, noors),
    );
    assert_eq!([&one, &two].iter().filter(|done| done.is_ok()).count(), 1, "{one:?} {two:?}");
    portal.run_jobs().await;
}

async fn through_the_pages(portal: TestPortal) {
    portal.administrator().await;
    let mut noor = portal.sign_in(TestPortal::ADMINISTRATOR).await;
    noor.get("/beheer/beheerders").await.expect_status(200).expect_text("dit bent u");
    let wrong = noor.post("/beheer/beheerders", &[("name", "Bo <b>"), ("email", "info@x.example")]).await;
    let wrong = wrong.expect_status(422).expect_text("gedeelde mailbox");
    assert!(wrong.body.contains("value=\"Bo &#60;b&#62;\""), "what was typed stays");
    let invited = noor.post("/beheer/beheerders", &[("name", "Bo"), ("email", "bo@x.example")]).await;
    let page = noor.follow(invited.expect_status(303)).await.expect_text("bo@x.example");
    let end = page.body.split("href=\"/beheer/beheerders/").nth(1).and_then(|rest| rest.split('"').next());
    let path = format!("/beheer/beheerders/{}", end.expect("a link"));
    noor.get(&path).await.expect_status(200).expect_text("De toegang stopt meteen");
    let ended = noor.submit(&path, &[]).await.expect_status(303);
    noor.follow(ended).await.expect_text("geen beheerder meer");
    portal.run_jobs().await;
}
