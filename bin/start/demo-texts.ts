import type { Status } from '#core/ticket/ticket.ts';

export interface DemoTicket {
  readonly email: string;
  readonly credits: number;
  readonly hoursAgo: number;
  readonly subject: string;
  readonly message: string;
  readonly name?: string;
  /** Later events: a status that an agent set, or a message. */
  readonly since?: readonly (Status | Said)[];
}

/** A reply of an agent's or of the customer's, or a note. */
interface Said {
  readonly by: 'agent' | 'customer';
  readonly text: string;
  readonly note?: true;
  readonly close?: true;
}

/** A busy fortnight: long and short, several scripts, every status and tier. Addresses are invented. More than 200 lines: it is data. */
export const demoTickets: readonly DemoTicket[] = [
  {
    email: 'maria.santos@lumenlabs.io',
    name: 'Maria Santos',
    credits: 250,
    hoursAgo: 0.2,
    subject: 'Export stuck at 99%',
    message:
      'Hi,\n\nI started an export of our March project about forty minutes ago and it has been at 99% since. Reloading the page does not help, and the job list says it is still running.\n\nWe need the file for a client call at 4 pm. Is there a way to restart it without spending the credits twice?\n\nThanks,\nMaria',
  },
  {
    email: 'j.okafor@brightpath.co',
    credits: 100,
    hoursAgo: 0.7,
    subject: 'Charged twice for the 100 credit pack',
    message:
      'Hello, my card statement shows two charges of $19 from yesterday evening, two minutes apart. I only see one purchase in my account.\n\nOrder numbers on the receipts: QT-48213 and QT-48214.',
  },
  {
    email: 'erin.walsh@northsea.media',
    credits: 12000,
    hoursAgo: 1.4,
    subject: 'API returns 429 although we are under our limit',
    message:
      'Since about 09:10 UTC every third call to /v2/convert answers 429. Our dashboard shows 40 requests a minute against a limit of 120.\n\nRequest ids:\n- 7f0c2b\n- 7f0c9e\n- 7f0d11\n\nNothing changed on our side. Can you look at whether our key is in the wrong bucket?',
  },
  {
    email: 'tomasz@kowal.dev',
    credits: 50,
    hoursAgo: 2.1,
    subject: 'How do I change the email on my account?',
    message:
      'I moved companies and want to keep my credits. The settings page shows my old address but I cannot edit it.',
  },
  {
    email: 'aiko.tanaka@hinode.jp',
    credits: 1000,
    hoursAgo: 3.3,
    subject: '日本語のファイル名が文字化けします',
    message:
      'ダウンロードしたZIPの中のファイル名が文字化けしています。Windows 11で開いています。\n\nFile names inside the ZIP are garbled on Windows 11. macOS is fine.',
    since: ['in_progress'],
  },
  {
    email: 's.devries@polderworks.nl',
    credits: 400,
    hoursAgo: 4.0,
    subject: 'VAT number missing on invoices',
    message:
      'Our accountant rejects the last three invoices because our VAT number (in the billing settings since June) does not appear on them. Could you reissue QT-47001, QT-47350 and QT-47911?',
  },
  {
    email: 'nadia.rahman@cleartext.org',
    name: 'Nadia Rahman',
    credits: 100,
    hoursAgo: 5.5,
    subject: 'Webhook is signed with the old secret',
    message:
      'I rotated the webhook secret this morning. Deliveries still carry a signature made with the old one, so our endpoint rejects them all. We have about 200 events waiting.',
    since: [
      {
        by: 'agent',
        text: 'Hi Nadia,\n\nthe rotation is waiting for one of our workers to restart. I have done that now: deliveries from 14:20 on carry the new signature.\n\nShall I send the 200 events again?',
      },
      {
        by: 'agent',
        text: 'The restart job skips workers that are busy. Filed as a bug; Tom looks at it.',
        note: true,
      },
      {
        by: 'customer',
        text: 'Yes please, all of them. New ones verify, thank you!',
      },
    ],
  },
  {
    email: 'luca.bianchi@studioverde.it',
    credits: 75,
    hoursAgo: 7.2,
    subject: 'Colours look washed out after conversion',
    message:
      'The PNGs come back with a different colour profile (sRGB instead of Display P3). Is there a setting to keep the original profile?',
  },
  {
    email: 'ops@fernhill.school',
    name: 'Fernhill IT',
    credits: 15000,
    hoursAgo: 8.8,
    subject: 'SSO login loops back to the sign-in page',
    message:
      'Since Monday staff who sign in with Microsoft are sent back to the sign-in page without an error. Students with Google accounts are fine. 40 teachers are affected, so this is rather urgent for us.',
    since: [
      {
        by: 'agent',
        text: 'Microsoft rotated the certificate of your tenant on Monday. Could you upload the new metadata file under Settings, Single sign-on? Teachers can sign in with their email address until then.',
      },
      {
        by: 'agent',
        text: 'Same cause as at two other schools this week. Priority customer: look again tomorrow morning.',
        note: true,
      },
    ],
  },
  {
    email: 'hannah@weaverbooks.com',
    credits: 100,
    hoursAgo: 11,
    subject: 'Can I use one account on two computers?',
    message: 'Just checking before I set up my laptop. Thank you!',
  },
  {
    email: 'p.lindqvist@skog.se',
    credits: 300,
    hoursAgo: 14,
    subject: 'Batch upload skips files larger than 2 GB',
    message:
      'No message, they are just not in the list afterwards. The docs say 5 GB. Files: 2.1, 2.4 and 3.0 GB, all MP4.',
  },
  {
    email: 'carlos.mendes@atlantico.pt',
    credits: 100,
    hoursAgo: 19,
    subject: 'Refund for unused credits',
    message:
      'We closed the project earlier than planned and have 86 of 100 credits left. Your page says refunds within 30 days; we bought them 12 days ago.',
  },
  {
    email: 'yusuf.demir@halicdesign.com',
    credits: 200,
    hoursAgo: 22,
    subject: 'Preview does not open in Safari 26',
    message:
      'Click on preview, a grey box appears, nothing else. Console says: "WebGL context lost". Chrome is fine on the same Mac.',
  },
  {
    email: 'grace.liu@tidepool.health',
    name: 'Grace Liu',
    credits: 20000,
    hoursAgo: 26,
    subject: 'Signed data processing agreement',
    message:
      'Our compliance team needs a countersigned DPA before the end of the month. Attached is not possible here, so where can I send it?',
    since: [
      {
        by: 'agent',
        text: 'Please send it to legal@quicktools.example, it comes back countersigned within two working days.',
      },
    ],
  },
  {
    email: 'ben@smallbatch.coffee',
    name: 'Ben',
    credits: 50,
    hoursAgo: 30,
    subject: 'Forgot which address I bought with',
    message: 'I have a receipt (QT-45102) but none of my addresses sign in.',
    since: [
      {
        by: 'agent',
        text: 'It was bought with ben.k@smallbatch.coffee. I have sent a sign-in link there.',
      },
      {
        by: 'customer',
        text: 'That was it. Thanks for the quick help!',
      },
      {
        by: 'agent',
        text: 'Glad it works. Have a nice day!',
        close: true,
      },
    ],
  },
  {
    email: 'layla.haddad@orient-press.com',
    credits: 150,
    hoursAgo: 33,
    subject: 'النص العربي معكوس في الملف',
    message:
      'عند التحويل إلى PDF يظهر النص العربي من اليسار إلى اليمين.\n\nArabic text comes out left to right in the PDF export. DOCX export is fine.',
  },
  {
    email: 'dmitri.p@volta-games.com',
    credits: 900,
    hoursAgo: 38,
    subject: 'Rate limits for the new API version',
    message: 'Where can I read the limits of v3? The page returns a 404.',
    since: ['closed'],
  },
  {
    email: 'sofia.nilsen@fjordkart.no',
    credits: 100,
    hoursAgo: 44,
    subject: 'Map tiles missing north of 71°',
    message: 'Everything above North Cape is blank in exports, on screen it is fine. 🗺️',
    since: ['in_progress'],
  },
  {
    email: 'kwame@asantefoods.gh',
    credits: 60,
    hoursAgo: 50,
    subject: 'Payment by mobile money',
    message: 'Is it possible to pay by MTN mobile money? My bank card is refused by your provider.',
    since: ['in_progress', 'closed'],
  },
  {
    email: 'olivia.brown@harborlegal.com',
    credits: 500,
    hoursAgo: 58,
    subject: 'Please delete two projects permanently',
    message:
      'For legal reasons we must delete the projects "Harbor v. Quinn" and "Quinn draft" including backups. Please confirm in writing when that is done.',
  },
  {
    email: 'mateo.ruiz@nubeclara.mx',
    credits: 100,
    hoursAgo: 66,
    subject: 'Error E-1042 when saving',
    message: 'Every time I save, E-1042. I tried another browser and another network.',
    since: ['closed'],
  },
  {
    email: 'ivy.chen@papercrane.studio',
    credits: 350,
    hoursAgo: 75,
    subject: 'Credits disappeared after merging accounts',
    message: 'Before the merge: 350 and 120 credits. After: 350. The 120 of the old account are gone.',
    since: ['in_progress', 'closed'],
  },
  {
    email: 'r.patel@monsoon.agency',
    credits: 100,
    hoursAgo: 90,
    subject: 'Is there a student discount?',
    message: 'My interns asked.',
    since: ['closed'],
  },
  {
    email: 'lena.fischer@kranich.de',
    credits: 2500,
    hoursAgo: 110,
    subject: 'Rechnung als PDF kommt leer an',
    message:
      'Die Rechnung vom 3. ist ein leeres PDF (0 KB). Die vom Vormonat war in Ordnung.\n\nVielen Dank und viele Grüße',
    since: ['closed'],
  },
  {
    email: 'amara@kitenge.shop',
    credits: 80,
    hoursAgo: 131,
    subject: 'Video has no sound',
    message: 'Source: iPhone, HEVC. Result has an audio track but it is silent.',
    since: ['in_progress', 'closed'],
  },
  {
    email: 'george.p@acropolis.gr',
    credits: 100,
    hoursAgo: 150,
    subject: 'Two-factor code never arrives',
    message: 'I wait ten minutes, then the code from the first try arrives and is too old.',
    since: ['closed'],
  },
  {
    email: 'noor@tulip-analytics.nl',
    credits: 11000,
    hoursAgo: 176,
    subject: 'Bulk pricing for 100,000 credits',
    message:
      'We plan to process an archive of 2.3 million pages next quarter. What would 100,000 credits cost, and do they expire?',
    since: ['in_progress', 'closed'],
  },
  {
    email: 'fatima.zahra@atlasdata.ma',
    credits: 120,
    hoursAgo: 201,
    subject: 'CSV import: dates are one day early',
    message: '2026-11-01 becomes 2026-10-31. Looks like a time zone is applied to a plain date.',
    since: ['in_progress', 'closed'],
  },
  {
    email: 'oscar@blauwbrug.nl',
    credits: 100,
    hoursAgo: 240,
    subject: 'Thank you!',
    message: 'No question, your last fix saved our launch. Have a good week.',
    since: ['closed'],
  },
  {
    email: 'wei.zhang@longriver.cn',
    credits: 700,
    hoursAgo: 262,
    subject: 'Cannot reach the download server from Shanghai',
    message: 'Downloads stop at about 30 KB/s since the weekend. Uploads are fast.',
    since: ['closed'],
  },
  {
    email: 'helena.k@aurora-ngo.fi',
    credits: 100,
    hoursAgo: 290,
    subject: 'Screen reader cannot read the progress dialog',
    message:
      'With NVDA and Firefox the progress dialog is announced as "blank". Our colleague who is blind cannot tell whether a job has finished.',
    since: ['in_progress', 'closed'],
  },
  {
    email: 'dan.miller@ridgebikes.com',
    credits: 100,
    hoursAgo: 320,
    subject: 'Wrong currency at checkout',
    message: 'It shows CAD although I am in Colorado.',
    since: ['closed'],
  },
];
