"""Where sentences begin and end."""

import pytest

from annotator.splitting import sentences


def pieces(text: str) -> list[str]:
    return [text[start:end] for start, end in sentences(text)]


def joined(expected: list[str]) -> str:
    return ("" if any("\u3040" <= letter <= "\u9fff" for letter in expected[0]) else " ").join(expected)


CASES = {
    "stops": [
        ["The ferry sank.", "Nobody was hurt!", "Who paid?", "The town did."],
        ["Hello??", "Is Mia there?!", "She left."],
        ["He saw it…", "The bridge was gone."],
        ["I never meant that....", "She left the quay."],
        ["It was, well . . . a bad year for Norland."],
        ["The firm owes $4.50 to Torvik.Net, see v2.1 of www.torvik.example/a.b for more.", "It paid."],
        ["The port closes at 6.", "The gates open at 7."],
        ["Nobody came .", "The hall was empty ."],
    ],
    "quotations": [
        ["“We sold one quay.", "The town keeps two,” she said.", "“It is fair.”"],
        ['"We sold one quay.', 'The town keeps two," she said.', '"It is fair."'],
        ["“Why?” Mayor Lund asked.", "Nobody knew."],
        ["“Who is it?”", "The man asked for water."],
        ["“Why now?” he asked.", "“Because it sank!”", "The room fell silent."],
        ['He called it "a mistake."', "The board agreed."],
        ["He said ‘it is over.’", "She did not."],
        ['They asked, "Is it safe?" and left.'],
    ],
    "abbreviations": [
        ["Dr. Amy J. Thorn left at 6 a.m. on Friday.", "She came back."],
        ["Lt. Col. R. Hayes cleared 30 mi. of road by noon.", "It rained."],
        ["Mr. and Mrs. Aske live in the U.S. and the U.K.", "They rent."],
        ["The U.S. Government sued Torvik Inc. in May.", "It lost."],
        ["Fish, salt, oil, etc. were sold.", "Bread, wine, etc.", "The rest was given away."],
        ["See Fig. 3 and No. 12, pp. 4-9, e.g. the map.", "It is old."],
        ["It cost approx. nine crowns, i.e. nothing.", "He paid."],
        ["J. R. Aske met B. Lund.", "They talked."],
        ["He was born ca. 1850 in St. Olaf.", "He left in 1870."],
        ["It is the best of vol. 2.", "Norland has no vol. 3."],
    ],
    "references": [
        ["He paid on Monday.[12]", "She did not."],
        ["He paid on Monday. [12] [13]", "She did not."],
        ["It sank in 1902. [citation needed]", "Nobody knows why."],
        ["The fee was paid. 8", "Yet the journal took it twice."],
        ["He counted to nine.", "8 I have never seen."],
    ],
    "brackets": [
        ["He teaches (he came in 1990.) at the school.", "He likes it."],
        ["She left (see above).", "He stayed."],
        ["Who left?", "(She did.)", "Lund stayed."],
    ],
    "lists": [
        ["1. The board votes.", "2. The ministry objects."],
        ["1) The first item", "2) The second item", "3) The third item"],
        ["a. The fare rises", "b. The ferry stops"],
        ["• 9. Pay the fare", "• 10. Take the ferry"],
        ["• the fare", "• the ferry"],
        ["2.1. Property Rights in Norland"],
    ],
    "no stop": [
        ["Friday, March 6, 2026", "On Tuesday the board met in Torvik."],
        ["Anna Lund", "03/06/2026 09:15 AM", "Please send the list."],
        ["See https://torvik.example/list", "This is the whole list of 2026."],
        ["They play in the Vietnam War Museum and read The Torvik Post every day."],
    ],
    "careless": [
        ["the ferry was late.", "it smelled of fish!", "would i go again?", "no way"],
    ],
    "German": [
        ["Die Brücke ist zu.", "Sie öffnet am 3. Mai wieder."],
        ["Der Hafen wurde im 18. Jahrhundert gebaut.", "Er ist alt."],
        ["Das kostet z. B. 5 Mio. Kronen bzw. mehr.", "Prof. Dr. Lund zahlt."],
        ["„Ich gehe.", "Du bleibst“, sagte sie.", "„Gut.“", "Er blieb."],
        ["»Warum?« fragte er.", "Sie schwieg."],
        ["Es gab Fisch, Brot usw.", "Danach schloss der Hafen."],
        ["Die Suppe war wirklich gut", "Leider mussten wir lange warten."],
        ["Friedrich II. war König.", "Er zahlte 3,5 %.", "Lund nahm es."],
        ["Er kam als 2. Mann ins Ziel.", "Das war 1990.", "Danach hörte er auf."],
    ],
    "French": [
        ["M. Lund et Mme Aske sont partis.", "Le port est fermé !", "Pourquoi ?", "On l'ignore."],
        ["« Je pars.", "Tu restes », dit-elle.", "Il resta."],
        ["Le pont date de 50 av. J.-C. environ.", "Il est solide."],
        ["Le port a fermé en mars ;", "La ville a payé la dette."],
        ["Voir p. 12 et l'art. 5, par ex. la carte.", "J'aime la carte."],
    ],
    "Spanish": [
        ["¿Quién pagó?", "¡Nadie!", "El Sr. Lund y la Dra. Aske se fueron."],
        ["La ciudad compró el muelle;", "En 1995 lo vendió al puerto."],
        ["Vive en EE. UU. desde 1990.", "Tiene 30 hab. por km²."],
        ["Nació el 3 de mayo de 1902.", "Su padre era pescador."],
    ],
    "Russian": [
        ["Цена выросла до 5 тыс. крон за тонну.", "Её снизят."],
        ["А. И. Лунд приехал в г. Торвик в 2008 г. и остался.", "Он рад."],
        ["«Кто заплатит? — спросил он.", "Никто не ответил.»"],
        ["Он продал рыбу, соль и т. д.", "Потом порт закрыли."],
        ["Мост построили в XIX в. на ул. Мира.", "Он стоит."],
    ],
    "Japanese": [
        ["町は「閉める。夜も休む」と発表した。", "雨だった。"],
        ["港は閉まった!", "誰が払うの?", "町だった。"],
        ["「港は閉まる。」", "町は払った。"],
        ["すごいと思った。", "「行くぞ！」と叫んだ。", "（本当だった。）"],
        ["「閉じない。", "雨だった。", "寒かった。"],
    ],
    "Chinese": [["港口关闭了。", "我们去看《走吧！朋友》好吗？", "好！"]],
    "Hindi": [["बंदरगाह बंद है।", "कोई नहीं आया।"]],
    "Arabic": [["أغلق الميناء يوم الجمعة. ", "من سيدفع؟", "لا أحد."]],
    "Urdu": [["بندرگاہ بند ہے۔", "کون آیا؟", "کوئی نہیں۔"]],
    "Greek": [["Πού είναι το λιμάνι;", "Έκλεισε χθες."]],
    "Armenian": [["Նավահանգիստը փակ է։", "Ոչ ոք չեկավ։"]],
    "Georgian": [["პორტი დაიხურა.", "არავინ მოვიდა."]],
    "Korean": [["항구가 닫혔다.", "아무도 오지 않았다."]],
    "Hebrew": [["הנמל נסגר.", "איש לא בא."]],
    "Italian": [["Il sig. Lund è partito.", "Perché?", "L'Ing. Aske non lo sa."]],
    "Dutch": [["De haven is dicht, d.w.z. tot mei.", "Niemand betaalt."]],
}


@pytest.mark.parametrize(
    "expected", [pytest.param(case, id=f"{name}-{case[0][:20]}") for name in CASES for case in CASES[name]]
)
def test_sentences_of_one_line(expected: list[str]) -> None:
    assert pieces(joined(expected)) == [sentence.strip() for sentence in expected]


def test_a_line_end_ends_a_sentence() -> None:
    assert pieces("Four measures\nThe fare rises\n\n  The ferry stops ") == [
        "Four measures",
        "The fare rises",
        "The ferry stops",
    ]


def test_a_missing_space_does_not_hide_a_stop() -> None:
    assert pieces("The ferry was late and cold.But the food was good.") == [
        "The ferry was late and cold.",
        "But the food was good.",
    ]


def test_names_that_are_first_words_elsewhere_stay_in_their_sentence() -> None:
    text = "The founder Jack Ma said on Friday that the singer Ella left for Le Mans; Per stayed."
    assert pieces(text) == [text]


def test_entities_that_a_page_left_behind_close_a_quotation() -> None:
    assert pieces("He called it &quot;a mistake.&quot; The board agreed.") == [
        "He called it &quot;a mistake.&quot;",
        "The board agreed.",
    ]


def test_a_very_long_line_is_cut_like_a_short_one() -> None:
    sentence = "The ferry stopped at the pier and nobody went ashore."
    assert pieces(" ".join([sentence] * 500)) == [sentence] * 500


def test_brackets_far_apart_hold_a_text_of_their_own() -> None:
    sentence = "雨だった。"
    assert pieces("「" + sentence * 100 + "」") == ["「" + sentence, *[sentence] * 98, sentence + "」"]
