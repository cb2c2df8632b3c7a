"""Attributions of the form "According to X, P" and "P, according to X"."""

from annotator.splitting.english.attribution import Attribution, behind_aside, phrase_end, sentence_end
from annotator.splitting.english.sentence import Sentence, bare


def according(sentence: Sentence) -> Attribution | None:
    for index in range(len(sentence.tokens) - 2):
        is_cue = sentence.word(index) == "according" and sentence.word(index + 1) == "to"
        if is_cue and sentence.outside[index]:
            return _according_at(sentence, index)
    return None


def _according_at(sentence: Sentence, index: int) -> Attribution | None:
    tokens, text = sentence.tokens, sentence.text
    first = index + 2
    stop = phrase_end(sentence, first)
    if stop <= first:
        return None
    speaker = (tokens[first].start, tokens[stop - 1].end)
    words = (tokens[index].start, speaker[1])
    after, aside = behind_aside(sentence, stop)
    behind = bare(text, after, sentence_end(sentence)) if after < sentence.end else (0, 0)
    content = [bare(text, sentence.start, words[0])] if index else []
    going_on = next((i for i, token in enumerate(tokens) if token.start >= after), len(tokens))
    if behind[1] > behind[0] and (index == 0 or sentence.finite_between(going_on, len(tokens))):
        content.append(behind)
    if index == 0 and not content:
        return None
    ranges = tuple(span for span in content if span[1] > span[0])
    rule = "according-front" if index == 0 else "according"
    return Attribution(speaker, words, "according to", ranges, False, rule, aside=aside)
