//! Contact persons come at once, and what stands with them is changed at once.

use super::{NL, bo, members, role};
use app::{AppError, people};
use domain::{
    party::Role,
    registration::{Complaint, PersonAnswer},
};
use testkit::{Sample, TestPortal, on_both, person};

on_both!(a_contact_person_is_invited_at_once, details_change_at_once, two_at_once_lose_nobody, only_where_it_fits);

async fn a_contact_person_is_invited_at_once(portal: TestPortal) {
    let city = portal.join(Sample::Municipality("Zeewolde")).await;
    let kim = portal.actor("kim@zeewolde.example").await;
    bo(&portal, &kim, "Zeewolde").await;
    assert!(portal.mail.last_to("bo@zeewolde.example").subject.starts_with("Uitnodiging"));
    let mut client = portal.sign_in("bo@zeewolde.example").await;
    client.get("/organisatie/mensen").await.expect_status(200).expect_text("Bo van Zeewolde");
    let again = people::invite_contact(&portal.app, &kim, &person("Bo", "Zeewolde", "x"), NL).await;
    let Err(AppError::Problems(problems)) = again else { panic!("{again:?}") };
    assert_eq!((problems[0].field.as_str(), &problems[0].complaint), ("contacts-0-email", &Complaint::PersonTwice));
    assert_eq!(members(&portal, city).await.len(), 3);
    // The other contact person hears of the next one.
    people::invite_contact(&portal.app, &kim, &person("Jo", "Zeewolde", "x"), NL).await.expect("invited");
    portal.run_jobs().await;
    let told = portal.mail.last_to("bo@zeewolde.example").plain;
    assert!(told.contains("Jo van Zeewolde is nu contactpersoon van"), "{told}");
    for number in 0..7 {
        let one = PersonAnswer { email: format!("p{number}@zeewolde.example"), ..person("P", "Zeewolde", "x") };
        people::invite_contact(&portal.app, &kim, &one, NL).await.expect("invited");
    }
    let eleventh = people::invite_contact(&portal.app, &kim, &person("Te", "Zeewolde", "x"), NL).await;
    assert!(matches!(&eleventh, Err(AppError::Problems(p)) if p[0].complaint == Complaint::TooMany), "{eleventh:?}");
    for (name, email) in
        [("Bo\r\nBcc: x@evil.example", "b@zeewolde.example"), ("Bo", "b@zeewolde.example\r\nBcc: x@e.example")]
    {
        let bad = PersonAnswer { name: name.into(), email: email.into(), ..person("B", "Zeewolde", "x") };
        let refused = people::invite_contact(&portal.app, &kim, &bad, NL).await;
        assert!(matches!(refused, Err(AppError::Problems(_))), "{refused:?}");
    }
    portal.run_jobs().await;
}

async fn details_change_at_once(portal: TestPortal) {
    let city = portal.join(Sample::Municipality("Zeewolde")).await;
    let kim = portal.actor("kim@zeewolde.example").await;
    let id = role(&portal, city, "kim@zeewolde.example", Role::Contact).await.expect("a role");
    let mut client = portal.sign_in("kim@zeewolde.example").await;
    let path = format!("/organisatie/mensen/{id}/wijzigen");
    let page = client.get(&path).await.expect_status(200).expect_text("kim@zeewolde.example");
    assert!(!page.body.contains("contacts-0-email"), "the address is not asked");
    client.post(&path, &[("contacts-0-name", ""), ("contacts-0-phone", "x")]).await.expect_status(422);
    let fields = [
        ("contacts-0-name", "Kim de Boer"),
        ("contacts-0-phone", "0320 12 34 56"),
        ("contacts-0-function", "regisseur"),
        ("contacts-0-email", "iemand@anders.example"),
    ];
    let done = client.post(&path, &fields).await.expect_status(303);
    client
        .follow(done)
        .await
        .expect_text("De gegevens zijn gewijzigd")
        .expect_text("Kim de Boer")
        .expect_text("regisseur");
    let now = members(&portal, city).await.into_iter().find(|one| one.id == id).expect("the same role");
    assert_eq!(now.person.email, "kim@zeewolde.example");
    let signatory = role(&portal, city, "lou@zeewolde.example", Role::Signatory).await.expect("a role");
    let other = people::change_contact(&portal.app, &kim, signatory, &person("Lou", "Zeewolde", "x")).await;
    assert!(matches!(other, Err(AppError::NotFound)), "a signatory is proposed anew: {other:?}");
}

async fn two_at_once_lose_nobody(portal: TestPortal) {
    let city = portal.join(Sample::Municipality("Zeewolde")).await;
    let kim = portal.actor("kim@zeewolde.example").await;
    let bo = bo(&portal, &kim, "Zeewolde").await;
    let (jo, mo) = (person("Jo", "Zeewolde", "x"), person("Mo", "Zeewolde", "x"));
    let (one, two, three) = tokio::join!(
        people::invite_contact(&portal.app, &kim, &jo, NL),
        people::invite_contact(&portal.app, &bo, &mo, NL),
        people::invite_contact(&portal.app, &bo, &jo, NL),
    );
    two.expect("invited");
    assert!(one.is_ok() != three.is_ok(), "{one:?} {three:?}");
    portal.run_jobs().await;
    assert_eq!(members(&portal, city).await.len(), 5);
    let invitations = portal.mail.to("jo@zeewolde.example");
    assert_eq!(invitations.iter().filter(|mail| mail.subject.starts_with("Uitnodiging")).count(), 1);
}

async fn only_where_it_fits(portal: TestPortal) {
    portal.join(Sample::Landlord("Bo Smit", "Urk")).await;
    let smit = portal.actor("kim@bo-smit.example").await;
    let invited = people::invite_contact(&portal.app, &smit, &person("Jo", "Urk", "x"), NL).await;
    assert!(matches!(invited, Err(AppError::NotFound)), "{invited:?}");
    let mut client = portal.sign_in("kim@bo-smit.example").await;
    client.get("/organisatie/mensen").await.expect_status(200);
    client.get("/organisatie/mensen/uitnodigen/tekenbevoegden").await.expect_status(404);
    portal.join(Sample::Executor("Kredietbank")).await;
    let mut executor = portal.sign_in("kim@kredietbank.example").await;
    let page = executor.get("/organisatie/mensen/uitnodigen/contactpersonen").await.expect_status(200);
    assert!(!page.body.contains("contacts-0-works_at"), "an executor's people work there");
    portal.join(Sample::Municipality("Zeewolde")).await;
    let signatory = portal.actor("lou@zeewolde.example").await;
    let invited = people::invite_contact(&portal.app, &signatory, &person("Jo", "Zeewolde", "x"), NL).await;
    assert!(matches!(invited, Err(AppError::NotAllowed(_))), "{invited:?}");
}
