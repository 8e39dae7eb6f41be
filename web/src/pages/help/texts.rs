//! Texts of the help page.

crate::texts! {
    /// Texts of the help page.
    pub struct Texts {
        title: "Hulp en uitleg" | "Help",
        lead: "Wat vroegsignalering is, wie wat doet en hoe u meedoet." | "What early detection is, who does what and how you take part.",
        contents: "Op deze pagina" | "On this page",

        what: "Wat is vroegsignalering?" | "What is early detection?",
        what_text: [
            "Veel mensen met schulden zoeken laat hulp. Dan is er vaak al veel misgegaan: de schuld is gegroeid, brieven blijven dicht en soms dreigt uithuiszetting of afsluiting.",
            "Daarom geven verhuurders, energie- en drinkwaterbedrijven en zorgverzekeraars een achterstand vroeg door aan de gemeente. Dat doorgeven heet een signaal. De gemeente neemt contact op met de inwoner en biedt hulp aan. De inwoner beslist zelf of hij die hulp wil.",
            "De wet regelt dit: artikel 3, eerste lid, onder b van de Wet gemeentelijke schuldhulpverlening, met regels voor de schuldeisers in het Besluit gemeentelijke schuldhulpverlening. Het Landelijk Convenant Vroegsignalering maakt er één manier van werken van voor het hele land.",
        ] | [
            "Many people with debts look for help late. By then much has often gone wrong: the debt has grown, letters stay unopened and sometimes eviction or disconnection is near.",
            "That is why landlords, energy and drinking water companies and health insurers report arrears to the municipality early. Such a report is called a signal. The municipality contacts the inhabitant and offers help. The inhabitant decides whether to accept it.",
            "The law provides for this: article 3(1)(b) of the Municipal Debt Assistance Act (Wet gemeentelijke schuldhulpverlening), with rules for creditors in the decree under it. The national agreement makes it one way of working for the whole country.",
        ],
        why: "Waarom een overeenkomst?" | "Why an agreement?",
        why_text: "Een signaal gaat over een inwoner. Daarom leggen een gemeente en een signaalpartner samen vast welke gegevens zij delen, hoe zij die beveiligen en wie waarop aanspreekbaar is. Dat doen zij in één overeenkomst per combinatie van gemeente en signaalpartner. Dit portaal maakt die overeenkomsten, laat ze tekenen en helpt bij het begin."
            | "A signal is about an inhabitant. So a municipality and a signal partner lay down which data they share, how they protect them and who answers for what. They do so in one agreement for each pair of municipality and signal partner. This portal prepares these agreements, has them signed and helps to start.",

        who: "Wie doet wat?" | "Who does what?",
        who_text: "Bij de aanmelding vraagt het portaal naar mensen in twee rollen. Zo kiest u wie waar past."
            | "When you register, the portal asks for people in two roles. This is how to choose who fits which.",
        contact: "Contactpersoon" | "Contact person",
        contact_text: "Regelt het werk. Ziet alle overeenkomsten van de organisatie, houdt contact met de andere partij en volgt het inregelen. Bij een gemeente beslist de contactpersoon ook welke overeenkomsten getekend mogen worden. Vaak is dit de coördinator vroegsignalering of een accountmanager. De contactpersoon mag bij een uitvoerende organisatie werken. Een organisatie kan er meer hebben."
            | "Organises the work. Sees all agreements of the organisation, keeps contact with the other party and follows the start. At a municipality the contact person also decides which agreements may be signed. Often this is the coordinator for early detection or an account manager. The contact person may work at an executor. An organisation can have several.",
        signatory: "Tekenbevoegde" | "Signatory",
        signatory_text: "Mag namens de organisatie tekenen: de burgemeester, een wethouder of manager met een mandaat, of een bestuurder die in het handelsregister staat. De tekenbevoegde heeft een eigen mailadres nodig, geen gedeelde mailbox. Zo staat vast wie er tekent."
            | "May sign for the organisation: the mayor, an alderman or manager with a mandate, or a director who stands in the commercial register. The signatory needs an own mail address, not a shared mailbox. That makes sure who signs.",
        administrator: "Beheerder" | "Administrator",
        administrator_text: "Kijkt aanmeldingen na, houdt de tekst van de overeenkomst bij en helpt als iets niet lukt. De beheerder tekent niet en beslist niet voor gemeenten of signaalpartners."
            | "Checks registrations, keeps the text of the agreement and helps when something fails. The administrator does not sign and does not decide for municipalities or signal partners.",
        executor: "Uitvoerende organisatie" | "Executor",
        executor_text: "Doet het werk voor een gemeente of signaalpartner, zoals een schuldhulporganisatie of een incassobureau. Wordt alleen partij bij de overeenkomst als dat juridisch nodig is."
            | "Does the work for a municipality or signal partner, such as a debt help organisation or a collection agency. Becomes a party to the agreement only where the law requires it.",

        register: "Zo meldt u zich aan" | "How to register",
        register_steps: [
            "Kies wat u aanmeldt: een gemeente of gemeenschappelijke regeling, een signaalpartner, een uitvoerende organisatie of uzelf als particuliere verhuurder.",
            "Vul uw mailadres in en bevestig het. U krijgt een mail met een link. Daarmee kunt u ook later verdergaan: wat u invulde, blijft bewaard.",
            "Vul de gegevens in, één onderwerp per scherm. Houd uw KvK-nummer bij de hand, en de datum van het mandaat als iemand met een mandaat tekent.",
            "Kijk alles na en verstuur de aanmelding.",
            "De beheerder kijkt de aanmelding na. Het streven is binnen één werkdag. U krijgt altijd bericht: geaccepteerd, een vraag, of geweigerd met de reden.",
        ] | [
            "Choose what you register: a municipality or joint body, a signal partner, an executor, or yourself as a private landlord.",
            "Fill in your mail address and confirm it. You get a mail with a link. It also lets you go on later: what you filled in is kept.",
            "Fill in the details, one subject a screen. Have your Chamber of Commerce number at hand, and the date of the mandate if somebody signs by mandate.",
            "Check everything and send the registration.",
            "The administrator checks the registration, within one working day as a rule. You always hear back: accepted, a question, or refused with the reason.",
        ],
        after: "Na de acceptatie" | "After acceptance",
        after_text: [
            "Zodra u bent geaccepteerd, zet het portaal met iedere andere partij in uw gebied een overeenkomst klaar. Dat gebeurt meteen, en uiterlijk aan het einde van de volgende werkdag. De contactpersonen van beide kanten zien ze direct.",
            "De gemeente bepaalt het tempo. Zij zet overeenkomsten door om te tekenen: een paar, een selectie of alles. Een overeenkomst die is aangehouden, blijft gewoon staan.",
        ] | [
            "Once you are accepted, the portal prepares an agreement with every other party in your area. This happens at once, and by the end of the next working day at the latest. The contact persons of both sides see them straight away.",
            "The municipality sets the pace. It releases agreements for signing: a few, a selection or all. An agreement that is on hold simply stays.",
        ],
        signing: "Zo wordt er getekend" | "How signing goes",
        signing_steps: [
            "De contactpersoon van de gemeente zet overeenkomsten door. Vooraf staat er hoeveel er bij wie op het bureau komen. Het portaal maakt dan de documenten.",
            "De tekenbevoegde van elke kant opent ‘Tekenen’ en ziet wat in alle overeenkomsten gelijk is en wat verschilt. Elk document is te lezen zoals het getekend wordt.",
            "De tekenbevoegde kiest wat hij of zij tekent en bevestigt alles in één keer, met een passkey of een code uit de mail. Afwijzen kan ook, met een reden die beide kanten lezen.",
            "Hebben alle partijen getekend, dan halen beide kanten het document op. Daarna regelen zij het leveren van signalen in en spreken zij een startdatum af.",
        ] | [
            "The contact person of the municipality releases agreements. Beforehand it is shown how many land on whose desk. The portal then makes the documents.",
            "The signatory of each side opens ‘Sign’ and sees what is the same in all agreements and what differs. Each document can be read exactly as it is signed.",
            "The signatory chooses what to sign and confirms it all in one go, with a passkey or a code from the mail. Declining is possible too, with a reason that both sides read.",
            "Once all parties have signed, both sides fetch the document. After that they set up the delivery of signals and agree on a first day.",
        ],
        signing_level: "Tekenen met een passkey of een code per mail is een gewone elektronische handtekening (artikel 3:15a van het Burgerlijk Wetboek). Iedereen kan nagaan wie een document tekende en of er iets aan is veranderd. Met het bewijs dat bij elke handtekening hoort, ook hoe er is bevestigd."
            | "Signing with a passkey or a code by mail is an ordinary electronic signature (article 3:15a of the Dutch Civil Code). Anybody can check who signed a document and whether anything in it was changed. With the evidence that belongs to each signature, also how it was confirmed.",
        signing_verify: "Controleer een document" | "Check a document",
        states: "Wat betekent de stand van een overeenkomst?" | "What does the state of an agreement mean?",
        prepared_text: "De overeenkomst is gemaakt, maar nog niet doorgezet." | "The agreement has been made. The municipality has not released it yet.",
        on_hold_text: "De gemeente wacht hier nog mee." | "The municipality is still waiting with this one.",
        released_text: "De tekenbevoegden kunnen tekenen." | "The signatories can sign.",
        partly_text: "Een van de partijen heeft getekend." | "One of the parties has signed.",
        signed_text: "Alle partijen hebben getekend. Het inregelen kan beginnen." | "All parties have signed. Onboarding can begin.",
        active_text: "Alles is ingeregeld. Er worden signalen geleverd." | "Everything is set up. Signals are delivered.",
        declined_text: "Een tekenbevoegde wil zo niet tekenen. De reden staat erbij." | "A signatory will not sign it like this. The reason is given.",
        municipality: "de gemeente" | "the municipality",

        questions: "Veelgestelde vragen" | "Frequent questions",
        q_code: "Ik krijg geen code in mijn mail" | "I get no code by mail",
        a_code: "Wacht een minuut en kijk in de map met ongewenste mail. Gebruik het mailadres waarmee u bij ons bekendstaat. De code werkt alleen in de browser waarin u hem aanvroeg. Vraag anders een nieuwe aan."
            | "Wait a minute and look in the folder for unwanted mail. Use the mail address by which we know you. The code works only in the browser in which you asked for it. Otherwise ask for a new one.",
        q_stronger: "Kan ik inloggen zonder code, of veiliger dan met alleen mijn mail?" | "Can I sign in without a code, or more safely than with my mail alone?",
        a_stronger: "Ja. Ga naar ‘Mijn gegevens’. Met een passkey logt u in met uw vinger, gezicht of pincode. Kan dat bij u niet, koppel dan een authenticator-app: dan typt u na de code uit de mail ook die van de app. Vraagt het portaal om een sterker middel dan u hebt, dan leidt het u daar vanzelf langs."
            | "Yes. Go to ‘My account’. With a passkey you sign in with your finger, face or PIN. If that is not possible for you, connect an authenticator app: then you type its code after the one from the mail. If the portal asks for something stronger than you have, it leads you there by itself.",
        q_pause: "Kan ik later verdergaan met mijn aanmelding?" | "Can I go on with my registration later?",
        a_pause: "Ja. Open de link in de mail die u kreeg toen u begon. Een aanmelding die niet is bevestigd, verwijderen we na 30 dagen."
            | "Yes. Open the link in the mail that you got when you began. We erase a registration that was not confirmed after 30 days.",
        q_joint: "Onze gemeente werkt samen in een gemeenschappelijke regeling" | "Our municipality is part of a joint body",
        a_joint: "Dan meldt de regeling zich aan en kiest zij haar gemeenten. Elke gemeente valt op elk moment onder precies één partij. Is uw gemeente al aangemeld, dan spreekt de beheerder met u een datum van overgang af."
            | "Then the joint body registers and chooses its municipalities. At any moment each municipality falls under exactly one party. If your municipality has registered already, the administrator agrees on a hand-over date with you.",
        q_same: "Mag de contactpersoon ook tekenen?" | "May the contact person sign as well?",
        a_same: "Dat kan als deze persoon bevoegd is. Bij particuliere verhuurders is het gewoon. Niemand tekent ooit voor beide kanten van dezelfde overeenkomst."
            | "Yes, if that person has the power to. For private landlords it is normal. Nobody ever signs for both sides of the same agreement.",
        q_mails: "Welke mails krijg ik?" | "Which mails do I get?",
        a_mails: "Bent u tekenbevoegde, dan krijgt u op maandag om 8 uur hooguit één mail, voor al uw organisaties samen: wat er nieuw is om te tekenen, of elke vierde week een herinnering. Bent u contactpersoon, dan krijgt u op werkdagen één mail als er iets met uw overeenkomsten is gebeurd. Bij Mijn gegevens kiest u welke mails u wilt."
            | "As a signatory you get at most one mail on Monday at 8 o'clock, for all your organisations together: what is new to sign, or every fourth week a reminder. As a contact person you get one mail on working days if something happened to your agreements. Under My account you choose which mails you want.",
        q_deadline: "Is er een uiterste datum om te tekenen?" | "Is there a deadline for signing?",
        a_deadline: "Nee. Een overeenkomst blijft openstaan tot die is getekend. Er verloopt niets vanzelf."
            | "No. An agreement stays open until it is signed. Nothing expires by itself.",
        q_elsewhere: "Onze overeenkomst is al eerder getekend, buiten dit portaal" | "Our agreement was signed before, outside this portal",
        a_elsewhere: "Dan hoeft u niet opnieuw te tekenen. De beheerder brengt de overeenkomst in, met de dag van tekenen en als die er is de pdf. Zij staat dan als ‘getekend buiten dit portaal’ in uw lijst. Het portaal controleert de handtekeningen daarin niet."
            | "Then you need not sign again. The administrator brings the agreement in, with the day of signing and the PDF if there is one. It then stands in your list as ‘signed outside this portal’. The portal does not check its signatures.",
        q_verify: "Hoe weet ik of een getekende overeenkomst echt is?" | "How do I know that a signed agreement is genuine?",
        a_verify: "Onder aan elke pagina staat Document controleren. Kies daar het pdf-bestand. U ziet wie er getekend heeft, namens wie en wanneer, en of er daarna iets is gewijzigd. U hoeft niet in te loggen en het bestand wordt niet bewaard. De handtekeningen zijn gewone elektronische handtekeningen; het portaal geeft de certificaten zelf uit."
            | "At the bottom of every page you find Check a document. Choose the PDF file there. You see who signed, on whose behalf and when, and whether anything was changed afterwards. You need not sign in and the file is not kept. The signatures are simple electronic signatures; the portal issues the certificates itself.",
        q_who: "Hoe vind ik wie ik moet bellen?" | "How do I find whom to call?",
        a_who: "Bij Samenwerkingspartners staan de contactpersonen van alle partijen met wie u een overeenkomst hebt of kunt sluiten. U zoekt er op naam, sector, gemeente, provincie, systeem of stand, bewaart een contactkaart voor uw adresboek of downloadt de hele lijst. Tekenbevoegden staan er niet bij."
            | "Partners shows the contact persons of all parties with whom you have or can make an agreement. You search by name, sector, municipality, province, system or state, keep a contact card for your address book or download the whole list. Signatories are not shown.",
        q_landlord: "Ik verhuur één woning. Is dit ook voor mij?" | "I let one home. Is this for me too?",
        a_landlord: "Ja. U meldt zich in drie schermen aan, ook op uw telefoon. U hebt geen KvK-nummer nodig. We vragen niet naar uw geboortedatum of BSN."
            | "Yes. You register in three screens, on your phone if you like. You need no Chamber of Commerce number. We do not ask for your date of birth or citizen service number.",
        q_change: "Er verandert iets bij ons" | "Something changes on our side",
        a_change: "De contactpersoon vraagt de wijziging aan onder Onze organisatie: naam en adres, systeem, werkgebied, tekenbevoegden of uitvoerende organisatie. De beheerder ziet eerst wat dit met de overeenkomsten doet en beslist dan. Wat klaarstaat, krijgt een nieuwe versie. Wat al mocht worden getekend, staat daarna weer klaar. Is een deel getekend, dan kiest de gemeente: opnieuw klaarzetten of zo laten. Een overeenkomst die door iedereen is getekend, verandert nooit; zij meldt dat er feiten zijn veranderd. Contactpersonen wijzigt u zelf, meteen."
            | "The contact person asks for the change under Our organisation: name and address, system, area, signatories or executor. The administrator first sees what it does to the agreements, then decides. What stands ready gets a new version. What could be signed already stands ready again. Where a part was signed, the municipality chooses: prepare it again or let it be. An agreement that everybody has signed never changes; it says that facts have changed. You change contact persons yourself, at once.",
        q_people: "Er komt een collega bij, of er gaat iemand weg" | "A colleague comes, or somebody leaves",
        a_people: "Onder Onze organisatie staat Mensen en rollen. Een contactpersoon nodigt daar collega’s uit, draagt tekenbevoegden voor en beëindigt rollen. Een nieuwe tekenbevoegde keurt altijd iemand anders goed: een andere contactpersoon of de beheerder. Wie weggaat, heeft meteen geen toegang meer; wat diegene deed en tekende, blijft bewaard. De laatste contactpersoon kan pas weg als er een ander is. Elk half jaar vragen wij of de lijst nog klopt. Werkt u voor meer organisaties? Bovenaan de pagina kiest u voor welke u nu werkt."
            | "Under Our organisation you find People and roles. A contact person invites colleagues there, proposes signatories and ends roles. A new signatory is always agreed to by somebody else: another contact person or the administrator. Who leaves has no access any more at once; what they did and signed is kept. The last contact person can leave only when there is another one. Every half year we ask whether the list still holds. Do you work for several organisations? At the top of the page you choose for which you act.",
        q_lost: "Ik kan niet meer bij mijn mailbox en dus niet meer inloggen" | "I have lost my mailbox and so can no longer sign in",
        a_lost: "Bel een contactpersoon van uw organisatie. Die vraagt op de pagina Mensen en rollen een nieuw adres voor u; bent u de enige, bel dan de beheerder. De beheerder keurt het goed. Mag u tekenen, dan geldt het nieuwe adres pas na drie werkdagen. Uw oude adres en uw collega’s krijgen bericht en kunnen het tegenhouden. Daarna zijn uw oude sessies en passkeys vervallen."
            | "Call a contact person of your organisation. They ask for a new address for you on the page People and roles; if you are the only one, call the administrator. The administrator agrees to it. If you may sign, the new address counts only after three working days. Your old address and your colleagues are told and can stop it. After that your old sessions and passkeys are gone.",
        q_end: "Wij doen niet meer mee, of onze gemeente gaat op in een andere" | "We no longer take part, or our municipality goes up in another one",
        a_end: "Doet uw organisatie niet meer mee? Dan vraagt de contactpersoon het einde aan, met een laatste dag. Wat niet door iedereen is getekend, vervalt op die dag; getekende overeenkomsten worden opgezegd. Een herindeling kondigt de beheerder aan. Op de dag zelf komt in plaats van elke getekende overeenkomst die van de nieuwe gemeente te staan."
            | "Does your organisation no longer take part? Then the contact person asks for its end, with a last day. What not everybody has signed is withdrawn on that day; signed agreements are terminated. The administrator announces a merger of municipalities. On the day itself the agreement of the new municipality takes the place of each signed one.",
        q_debts: "Ik heb zelf schulden. Kan ik hier terecht?" | "I have debts myself. Can I get help here?",
        a_debts: "Dit portaal is voor organisaties. Hulp krijgt u bij uw eigen gemeente. Kijk op geldfit.nl of bel gratis 0800 8115."
            | "This portal is for organisations. Your own municipality offers help. See geldfit.nl or call 0800 8115 free of charge.",
    }
}
