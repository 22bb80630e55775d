"""Every message of the reply pages, whole, in each language: no sentence is put together from pieces."""

from __future__ import annotations

from dataclasses import dataclass

from truceline.replies.checking import Wrong
from truceline.replies.reply import LANGUAGES, Language

DIRECTION: dict[Language, str] = {"en": "ltr", "ar": "rtl"}
NAMED: dict[Language, str] = {"en": "English", "ar": "العربية"}


@dataclass(frozen=True, slots=True)
class Words:
    """The messages in one language. `{...}` stands for a number or a list that is put in."""

    title: str
    title_wrong: str
    about: str
    required: str
    name: str
    name_hint: str
    email: str
    email_hint: str
    email_again: str
    text: str
    text_hint: str
    trap: str
    send: str
    summary: str
    too_fast: str
    too_old: str
    thanks_title: str
    thanks: str
    back: str
    not_found: str
    elsewhere: str
    too_often: str
    full: str
    not_a_form: str
    wrong: dict[Wrong, str]


WORDS: dict[Language, Words] = {
    "en": Words(
        title="Reply to the bulletin",
        title_wrong="Please correct: reply to the bulletin",
        about="You are replying to this page:",
        required="Fields marked with * must be filled in.",
        name="Name or pen name *",
        name_hint="Shown with your reply.",
        email="E-mail address *",
        email_hint="Never published. It is encrypted at once; only the editors can open it, to ask you back.",
        email_again="Please type the address again: it is never put back on a page.",
        text="Your reply *",
        text_hint="Up to 5,000 characters. A person reads it before it is shown. Do not endanger anybody.",
        trap="Leave this field empty",
        send="Send the reply",
        summary="The reply was not sent. Please correct:",
        too_fast="That was very quick. Please wait a few seconds and send the reply again.",
        too_old="The form was open for too long. Your text is still here: please send it again.",
        thanks_title="Thank you",
        thanks="Your reply has arrived. A person reads it before it is shown; that may take some days.",
        back="Back to the page",
        not_found="There is no such page to reply to.",
        elsewhere="This form was sent from another website. Please open it here and send it again.",
        too_often="Too many replies came from your network. Please try again in ten minutes.",
        full="Too many replies are waiting to be read. Please try again tomorrow.",
        not_a_form="What was sent is not this form. Please open it again.",
        wrong={
            Wrong.NAME_MISSING: "Enter a name or a pen name.",
            Wrong.NAME_LONG: "The name is longer than 80 characters. Please shorten it.",
            Wrong.NAME_MIXED: "The name has a word in letters of several alphabets. Write each word in one.",
            Wrong.NAME_MAILBOX: "The name had an e-mail address in it, which would be shown. Enter another.",
            Wrong.MAILBOX_MISSING: "Enter your e-mail address.",
            Wrong.MAILBOX_WRONG: "This is not a complete e-mail address. It looks like name@example.org.",
            Wrong.TEXT_MISSING: "Write your reply.",
            Wrong.TEXT_LONG: "The reply is longer than 5,000 characters. Please shorten it.",
            Wrong.TEXT_MAILBOX: "The reply had an e-mail address in it. We took it out; look the text over.",
        },
    ),
    "ar": Words(
        title="الرد على النشرة",
        title_wrong="يرجى التصحيح: الرد على النشرة",
        about="أنت ترد على هذه الصفحة:",
        required="يجب ملء الحقول المعلَّمة بالعلامة *.",
        name="الاسم أو الاسم المستعار *",
        name_hint="يظهر مع ردك.",
        email="عنوان البريد الإلكتروني *",
        email_hint="لا يُنشر أبدًا. يُشفَّر فورًا، ولا يستطيع فتحه إلا المحررون لمراسلتك.",
        email_again="يرجى كتابة العنوان مرة أخرى، فهو لا يظهر في أي صفحة.",
        text="ردك *",
        text_hint="حتى 5000 حرف. يقرؤه شخص قبل عرضه. لا تعرّض أحدًا للخطر.",
        trap="اترك هذا الحقل فارغًا",
        send="إرسال الرد",
        summary="لم يُرسل الرد. يرجى تصحيح ما يلي:",
        too_fast="كان ذلك سريعًا جدًا. يرجى الانتظار بضع ثوانٍ ثم إرسال الرد مرة أخرى.",
        too_old="بقي النموذج مفتوحًا مدة طويلة. ما زال نصك هنا، يرجى إرساله مرة أخرى.",
        thanks_title="شكرًا لك",
        thanks="وصل ردك. يقرؤه شخص قبل عرضه، وقد يستغرق ذلك بضعة أيام.",
        back="العودة إلى الصفحة",
        not_found="لا توجد صفحة كهذه للرد عليها.",
        elsewhere="أُرسل هذا النموذج من موقع آخر. يرجى فتحه هنا وإرساله مرة أخرى.",
        too_often="وصلت ردود كثيرة من شبكتك. يرجى المحاولة مرة أخرى بعد عشر دقائق.",
        full="ردود كثيرة تنتظر القراءة. يرجى المحاولة مرة أخرى غدًا.",
        not_a_form="ما أُرسل ليس هذا النموذج. يرجى فتحه من جديد.",
        wrong={
            Wrong.NAME_MISSING: "أدخل اسمًا أو اسمًا مستعارًا.",
            Wrong.NAME_LONG: "الاسم أطول من 80 حرفًا. يرجى اختصاره.",
            Wrong.NAME_MIXED: "في الاسم كلمة بحروف من أبجديات مختلفة. اكتب كل كلمة بحروف أبجدية واحدة.",
            Wrong.NAME_MAILBOX: "كان في الاسم عنوان بريد إلكتروني، والاسم يظهر للجميع. أدخل اسمًا آخر.",
            Wrong.MAILBOX_MISSING: "أدخل عنوان بريدك الإلكتروني.",
            Wrong.MAILBOX_WRONG: "هذا ليس عنوان بريد إلكتروني كاملًا. يكون على شكل name@example.org.",
            Wrong.TEXT_MISSING: "اكتب ردك.",
            Wrong.TEXT_LONG: "الرد أطول من 5000 حرف. يرجى اختصاره.",
            Wrong.TEXT_MAILBOX: "كان في الرد عنوان بريد إلكتروني فحذفناه. يرجى مراجعة النص.",
        },
    ),
}


def language_of(asked: str | None, accepted: str = "") -> Language:
    """The language that was asked for, else the first we have of those a browser accepts, else English."""
    for told in (asked or "", *(part.partition(";")[0] for part in accepted.split(","))):
        for language in LANGUAGES:
            if told.strip().lower().partition("-")[0] == language:
                return language
    return "en"
