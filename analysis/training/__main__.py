"""python -m analysis.training --corpora DIR: makes the pipeline in analysis/model anew.

Learns syntax and names side by side, each in a process of its own, and puts them into one pipeline. The same
corpora, pages and seed give the same weights. Every page of `unseen` stays unread.
"""

import argparse
import random
import re
from concurrent.futures import ProcessPoolExecutor
from importlib.resources import files
from pathlib import Path
from tempfile import TemporaryDirectory

import spacy
import srsly
from spacy.language import Language
from spacy.tokens import Doc, DocBin
from spacy.training.initialize import init_nlp
from spacy.training.loop import train
from spacy.util import load_config, load_model_from_config

from analysis.language import MODEL
from analysis.training import corpora, madeup

SEED = 7
OWN = 4  # times a labelled page is read in an epoch as it stands, and as often renamed
MADE_UP = 6000  # passages
OFTEN_NAMED, SWAPPED = 4, 0.3  # corpus documents with so many names are renamed, this share of them
META = {
    "name": "space_cooperation",
    "version": "1.0.0",
    "description": "Tags, lemmas, trees and names of English news on space cooperation",
    "license": "CC BY-SA 4.0",
}
ATTRIBUTES = {
    "syntax": ("TAG", "POS", "MORPH", "LEMMA", "DEP", "HEAD", "SENT_START"),
    "names": ("ENT_IOB", "ENT_TYPE"),
}


def main(arguments: list[str] | None = None) -> None:
    options = _options(arguments)
    with TemporaryDirectory() as folder:
        work = options.work or Path(folder)
        for part in ATTRIBUTES:
            write(part, work, options.corpora, options.pages)
        with ProcessPoolExecutor(len(ATTRIBUTES)) as pool:
            list(pool.map(learn, ATTRIBUTES, [work] * len(ATTRIBUTES)))
        save(assembled(work), options.to)


def _options(arguments: list[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m analysis.training", description=__doc__.split("\n")[0])
    parser.add_argument("--corpora", type=Path, required=True, help="the folder of the corpora's .spacy files")
    parser.add_argument("--pages", type=Path, default=Path("tests/pages"), help="labelled pages: studied, development")
    parser.add_argument("--to", type=Path, default=MODEL, help="where the pipeline goes (%(default)s)")
    parser.add_argument("--work", type=Path, help="keep what is made on the way here")
    return parser.parse_args(arguments)


def write(part: str, work: Path, folder: Path, pages: Path) -> None:
    """The documents to learn from and to choose a checkpoint on: WORK/names-train.spacy, WORK/names-dev.spacy."""
    blank, rng = spacy.blank("en"), random.Random(SEED)
    if part == "syntax":
        train_docs, dev_docs = corpora.trees(folder, blank.vocab, rng)
    else:
        train_docs = _named(folder, pages, blank, rng)
        dev_docs = list(corpora.pages(pages / "development", blank.make_doc))
    rng.shuffle(train_docs)
    work.mkdir(parents=True, exist_ok=True)
    for name, docs in (("train", train_docs), ("dev", dev_docs)):
        DocBin(attrs=ATTRIBUTES[part], docs=docs).to_disk(work / f"{part}-{name}.spacy")


def _named(folder: Path, pages: Path, blank: Language, rng: random.Random) -> list[Doc]:
    """Corpora, labelled pages and passages made up; of the first two also copies with other names in them."""
    real = corpora.names(folder, blank.vocab)
    own = list(corpora.pages(pages / "studied", blank.make_doc))
    often = [doc for doc in real if len(doc.ents) >= OFTEN_NAMED and rng.random() < SWAPPED]
    swapped = [madeup.renamed(doc, blank.make_doc, rng) for doc in (*often, *(doc for doc in own * OWN if doc.ents))]
    return [*real, *own * OWN, *swapped, *madeup.passages(blank.make_doc, rng, MADE_UP)]


def learn(part: str, work: Path) -> None:
    """Trains syntax.cfg or names.cfg on what `write` wrote; the best checkpoint is WORK/PART/model-best."""
    paths = {f"paths.{name}": str(work / f"{part}-{name}.spacy") for name in ("train", "dev")}
    config = load_config(Path(str(files(__package__) / f"{part}.cfg")), overrides={**paths, "system.seed": SEED})
    (work / part).mkdir(exist_ok=True)
    train(init_nlp(load_model_from_config(config, auto_fill=True).config), work / part)


def assembled(work: Path) -> Language:
    """One pipeline of both: the names keep their own tok2vec."""
    nlp, names = (spacy.load(work / part / "model-best") for part in ("syntax", "names"))
    names.replace_listeners("tok2vec", "ner", ["model.tok2vec"])
    nlp.add_pipe("ner", source=names)
    nlp.config["paths"] = nlp.config["paths"] | {"train": None, "dev": None}  # where this machine kept them
    nlp.meta.update(META)
    return nlp


def save(nlp: Language, folder: Path) -> None:
    """Writes the pipeline without the words it has met: only labels and what the lemmatizer's rules are made of."""
    nlp.to_disk(folder)
    parts = {
        part
        for node in srsly.msgpack_loads(nlp.get_pipe("trainable_lemmatizer").trees.to_bytes())["trees"]
        for part in (node.get("orig"), node.get("subst"))
        if part
    }
    morphs = {part for label in nlp.get_pipe("morphologizer").labels for part in re.split(r"[|=]", label)}
    labels = {str(label) for name in nlp.pipe_names for label in nlp.pipe_labels.get(name, ())}
    needed = {*spacy.blank("en").vocab.strings, *morphs, *labels, *(nlp.vocab.strings[part] for part in parts)}
    srsly.write_json(folder / "vocab" / "strings.json", sorted(needed))


if __name__ == "__main__":
    main()
