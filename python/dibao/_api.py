"""What users call."""

from __future__ import annotations

import html
import itertools
import json
import os
from collections import deque
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache
from typing import TYPE_CHECKING, Any, Deque, Dict, Iterable, Iterator, List, Mapping, Optional, Tuple, Union

from . import _dibao
from ._dibao import MAX_DOCUMENT_BYTES, MAX_RECORDS, Native
from ._documents import Day, Document, _chunks, _day, _sound
from ._errors import DibaoError

if TYPE_CHECKING:
    from .records import Article, Finding, Record, Source, Unparsed


class Extraction:
    """What was read from one document.

    Records are made when they are asked for, so that an extraction that is only counted or stored costs little. It can be
    pickled, and a notebook shows the text with its records marked.

    >>> found = extract("任命张明为县水利局局长。")
    >>> [(record.type, record.person, record.title) for record in found.records]
    [('appointment', '张明', '县水利局局长')]
    """

    __slots__ = ("_data", "_extractor", "_json", "_records", "text")

    def __init__(self, text: str, json_text: str, extractor: Extractor) -> None:
        #: The text that spans refer to.
        self.text = text
        self._json, self._extractor = json_text, extractor
        self._data: Optional[Dict[str, Any]] = None
        self._records: Optional[Tuple[Record, ...]] = None

    def _parsed(self) -> Dict[str, Any]:
        if self._data is None:
            self._data = json.loads(self._json, parse_float=Decimal)
        return self._data

    @property
    def records(self) -> Tuple[Record, ...]:
        """The records, in order of their places."""
        if self._records is None:
            from .records import record

            self._records = tuple(map(record, self._parsed()["records"]))
        return self._records

    @property
    def source(self) -> Source:
        """Where the document comes from, and what is wrong with its text."""
        from .records import Source

        return Source.from_dict(self._parsed()["source"])

    @property
    def articles(self) -> Tuple[Article, ...]:
        """The articles of the page, in order."""
        from .records import Article

        return tuple(map(Article.from_dict, self._parsed()["articles"]))

    @property
    def findings(self) -> Tuple[Finding, ...]:
        """What does not add up in the document itself."""
        from .records import Finding

        return tuple(map(Finding.from_dict, self._parsed().get("findings", ())))

    @property
    def unparsed(self) -> Tuple[Unparsed, ...]:
        """What looks like an act and no rule understood."""
        from .records import Unparsed

        return tuple(map(Unparsed.from_dict, self._parsed().get("unparsed", ())))

    def to_json(self) -> str:
        """The document as ``dibao extract --format json`` has it, in one line."""
        return self._json

    def to_dict(self) -> Dict[str, Any]:
        """The same as a dictionary of its own."""
        told: Dict[str, Any] = json.loads(self._json)
        return told

    def to_html(self) -> str:
        """A page to look at, as ``dibao view`` writes it: the text with its records, and why each was made."""
        return self._extractor._native.view(self.text, self._json)

    def _repr_html_(self) -> str:
        page = html.escape(self.to_html(), quote=True)
        style = "width:100%;height:36em;border:1px solid #8884"
        return f'<iframe srcdoc="{page}" sandbox="allow-scripts" style="{style}"></iframe>'

    def __repr__(self) -> str:
        name = self._parsed()["source"].get("id")
        return f"<Extraction{f' of {name}' if name else ''}: {len(self._parsed()['records'])} records>"

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Extraction) and (self.text, self._json) == (other.text, other._json)

    def __hash__(self) -> int:
        return hash((self.text, self._json))

    def __reduce__(self) -> Tuple[Any, ...]:
        return Extraction, (self.text, self._json, self._extractor)


@dataclass(frozen=True)
class Explanation:
    """What happened in one sentence, as the rules read it."""

    #: The sentence, in simplified characters.
    sentence: str
    #: How its line was understood.
    line: str
    #: Words of the lexicon with their classes.
    words: List[str]
    #: How the sentence was cut.
    tokens: List[str]
    #: What the article says of all its acts: session, days, who issued and signed it, the number.
    frame: Dict[str, str]
    #: Posts and what was thought of them.
    posts: List[str]
    #: Records that begin in the sentence: rule, type, evidence.
    records: List[str]
    #: Notes on text that no rule understood.
    unparsed: List[str]

    def __str__(self) -> str:
        parts = [f"{name}: {'; '.join(getattr(self, name)) or '-'}" for name in ("words", "tokens", "posts", "records", "unparsed")]
        return "\n".join([self.sentence, *parts])


class Extractor:
    """Reads documents. Built once (tens of milliseconds), used from any number of threads; pickling keeps its settings.

    ``rules`` is a folder of rules laid over the built-in ones; a text of more than ``max_document_bytes`` in UTF-8 is
    refused, and of a document with more than ``max_records`` the rest is left out with a note.

    >>> extractor = Extractor()
    >>> extractor.extract("市长刘伟出席会议。", id="a").records[0].person
    '刘伟'
    """

    def __init__(
        self,
        rules: Union[str, "os.PathLike[str]", None] = None,
        *,
        max_document_bytes: int = MAX_DOCUMENT_BYTES,
        max_records: int = MAX_RECORDS,
    ) -> None:
        self._settings = (None if rules is None else os.fspath(rules), max_document_bytes, max_records)
        self._native = Native(*self._settings)

    def extract(
        self, text: str, *, id: Optional[str] = None, published: Day = None, place: Optional[str] = None, publisher: Optional[str] = None
    ) -> Extraction:
        """Reads one text.

        ``published`` (``"2023-04-27"`` or a date) gives dates without a year their year; ``place`` says what 市委 or 我县
        means: a division's name (``"株洲市"``), with those it lies in before it, or its code. Raises :class:`DibaoError`
        for a place or day that does not exist, and for a text that is too large.
        """
        done = self._native.batch([(_sound(text), id, None, None)], (publisher, _day(published), place), "text")[0]
        made: Extraction = self._made(done, "raise")
        return made

    def _made(self, done: Any, errors: str) -> Any:
        if not isinstance(done, DibaoError):
            text, json_text = done
            return Extraction(text, json_text, self)
        if errors == "raise":
            raise done
        return done

    def extract_many(
        self,
        documents: Iterable[Union[str, Document, Tuple[Any, ...], Mapping[str, Any]]],
        *,
        threads: Optional[int] = None,
        published: Day = None,
        place: Optional[str] = None,
        publisher: Optional[str] = None,
        markup: str = "text",
        errors: str = "raise",
    ) -> Iterator[Extraction]:
        """Reads many documents on several threads (one for each core); results come in order, as soon as they are there.

        A document is a text, or a :class:`Document`, a tuple or a mapping with its ``text``, ``id``, ``published`` and
        ``place``. Of the documents only some hundreds are held at once. The interpreter is free while they are read.
        ``markup="html"`` reads texts as HTML. With ``errors="return"`` a document that fails gives its :class:`DibaoError`
        in its place, and the others go on.

        >>> pages = ["市长刘伟出席。", Document("副市长王明到会。", id="b", published="2024-05-11")]
        >>> [(found.source.id, found.records[0].person) for found in extract_many(pages, threads=2)]
        [(None, '刘伟'), ('b', '王明')]
        """
        if errors not in ("raise", "return"):
            raise ValueError('errors is "raise" or "return"')
        known = (publisher, _day(published), place)
        self._native.batch([], known, markup)  # what holds for all is checked at once
        return self._many(iter(documents), max(threads or os.cpu_count() or 1, 1), known, markup, errors)

    def _many(self, documents: Iterator[Any], threads: int, known: Any, markup: str, errors: str) -> Iterator[Extraction]:
        def work(chunk: List[Any]) -> List[Any]:
            sound = [one for one in chunk if not isinstance(one, DibaoError)]
            read = iter(self._native.batch(sound, known, markup))
            return [one if isinstance(one, DibaoError) else next(read) for one in chunk]

        waiting: Deque[Future[List[Any]]] = deque()
        with ThreadPoolExecutor(threads, thread_name_prefix="dibao") as pool:
            try:
                chunks = _chunks(documents)
                for chunk in itertools.islice(chunks, threads + 2):
                    waiting.append(pool.submit(work, chunk))
                while waiting:
                    done = waiting.popleft().result()
                    for chunk in itertools.islice(chunks, 1):
                        waiting.append(pool.submit(work, chunk))
                    for one in done:
                        yield self._made(one, errors)
            finally:
                for future in waiting:
                    future.cancel()

    def extract_arrow(
        self,
        data: Any,
        *,
        text: str = "text",
        id: Optional[str] = "id",
        published: Optional[str] = None,
        place: Optional[str] = None,
        publisher: Optional[str] = None,
        table: Optional[str] = None,
        markup: str = "text",
        threads: Optional[int] = None,
    ) -> Any:
        """Reads the texts of a table and gives records as a stream of Arrow batches.

        ``data`` is anything that speaks Arrow (a table or batch of pyarrow, a frame of polars or pandas, a relation of
        DuckDB); ``text``, ``id``, ``published`` and ``place`` name its columns. The stream is taken, once, by
        ``pyarrow.table``, ``polars.DataFrame``, ``duckdb.from_arrow``, ``pandas.DataFrame.from_arrow`` (pandas 3).

        ``table`` names a table (:func:`tables`): one row for each record of the type. Without it every record, finding and
        note is a row whose ``type`` names the nested column that holds it; ``table="lines"`` gives the JSON lines of
        ``dibao extract --format jsonl``. A document that fails gives a row with its ``error``, never an exception.

        >>> import pyarrow as pa
        >>> pages = pa.table({"id": ["a", "b"], "text": ["市长刘伟出席。", None]})
        >>> pa.table(extract_arrow(pages, table="offices")).select(["source_id", "person", "error"]).to_pylist()
        [{'source_id': 'a', 'person': '刘伟', 'error': None}, {'source_id': 'b', 'person': None, 'error': 'no text: it is null'}]
        """
        columns = (text, id, published, place)
        return self._native.arrow(data, columns, (publisher, None, None), markup, table, threads or os.cpu_count() or 1)

    def explain(
        self, text: str, *, at: Optional[int] = None, find: Optional[str] = None, published: Day = None, place: Optional[str] = None
    ) -> Explanation:
        """Tells what happened in the sentence that holds the character ``at``, or the first that holds ``find``.

        >>> print(Extractor().explain("副市长的讲话很实在。").records)
        []
        """
        if at is None:
            at = text.find(find) if find else 0
        if at < 0:
            raise DibaoError(f"{find!r} is not in the text", "context")
        return Explanation(**json.loads(self._native.explain(_sound(text), at, (None, _day(published), place))))

    def __repr__(self) -> str:
        return f"Extractor(rules={self._settings[0]!r})"

    def __reduce__(self) -> Tuple[Any, ...]:
        return _like, self._settings


@lru_cache(maxsize=8)
def _like(rules: Optional[str], max_document_bytes: int, max_records: int) -> Extractor:
    """One extractor of these settings for each process."""
    return Extractor(rules, max_document_bytes=max_document_bytes, max_records=max_records)


def _shared() -> Extractor:
    return _like(None, MAX_DOCUMENT_BYTES, MAX_RECORDS)


def extract(
    text: str, *, id: Optional[str] = None, published: Day = None, place: Optional[str] = None, publisher: Optional[str] = None
) -> Extraction:
    """Reads one text with the built-in rules: see :meth:`Extractor.extract`."""
    return _shared().extract(text, id=id, published=published, place=place, publisher=publisher)


def extract_many(
    documents: Iterable[Union[str, Document, Tuple[Any, ...], Mapping[str, Any]]],
    *,
    threads: Optional[int] = None,
    published: Day = None,
    place: Optional[str] = None,
    publisher: Optional[str] = None,
    markup: str = "text",
    errors: str = "raise",
) -> Iterator[Extraction]:
    """Reads many documents with the built-in rules: see :meth:`Extractor.extract_many`."""
    return _shared().extract_many(
        documents, threads=threads, published=published, place=place, publisher=publisher, markup=markup, errors=errors
    )


def extract_arrow(
    data: Any,
    *,
    text: str = "text",
    id: Optional[str] = "id",
    published: Optional[str] = None,
    place: Optional[str] = None,
    publisher: Optional[str] = None,
    table: Optional[str] = None,
    markup: str = "text",
    threads: Optional[int] = None,
) -> Any:
    """Reads the texts of a table with the built-in rules: see :meth:`Extractor.extract_arrow`."""
    return _shared().extract_arrow(
        data,
        text=text,
        id=id,
        published=published,
        place=place,
        publisher=publisher,
        table=table,
        markup=markup,
        threads=threads,
    )


def explain(
    text: str, *, at: Optional[int] = None, find: Optional[str] = None, published: Day = None, place: Optional[str] = None
) -> Explanation:
    """Tells what happened in a sentence: see :meth:`Extractor.explain`."""
    return _shared().explain(text, at=at, find=find, published=published, place=place)


def schema() -> Dict[str, Any]:
    """The JSON Schema of a document.

    >>> schema()["title"]
    'Extraction'
    """
    told: Dict[str, Any] = json.loads(_dibao.schema())
    return told


def tables() -> List[str]:
    """Names of the tables that :func:`extract_arrow` gives."""
    return _dibao.tables()


def arrow_schema(table: Optional[str] = None) -> Any:
    """The Arrow schema of a table, or of all records: ``pyarrow.schema`` takes it.

    >>> import pyarrow as pa
    >>> pa.schema(arrow_schema("offices")).field("person").type
    DataType(string)
    """
    return _dibao.arrow_schema(table)
