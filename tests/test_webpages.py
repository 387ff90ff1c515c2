"""Saved web pages: the story alone, what metadata say of it, no clock, and markup that leads nowhere."""

import time

import pytest

from analysis import webpages

PAGE = """<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<title>Peru and Kenya to share images of Lake Turkana | The Orbit Gazette</title>
<meta property="og:site_name" content="The Orbit Gazette">
<meta property="article:published_time" content="2021-03-10T09:15:00+03:00">
<meta property="article:modified_time" content="2021-03-11T18:00:00+03:00">
<meta property="article:section" content="Science">
<meta name="author" content="Amina Quispe">
<link rel="canonical" href="https://orbit-gazette.example/2019/01/02/peru-kenya">
</head>
<body>
<nav><ul>
<li><a href="/">Home</a></li><li><a href="/science">Science</a></li><li><a href="/sport">Sport</a></li>
</ul></nav>
<main><article>
<h1>Peru and Kenya to share images of Lake Turkana</h1>
<p>Peru and Kenya signed a memorandum of understanding on satellite data in Nairobi on Tuesday, the Kenya Space Agency
said.</p>
<p>Under the memorandum, Peru’s PeruSAT-1 will photograph Lake Turkana twice a month, and Kenya will pay for the
downlink.</p>
<p>“We have looked at this lake from its shore for long enough,” the agency’s director, Wanjiru Mwangi, said.</p>
</article></main>
<aside><h2>Read next</h2><p>Our reporters tried every telescope under fifty dollars so that you need not.</p></aside>
<footer><p>Copyright 2016 The Orbit Gazette. Write to us about anything under the sun.</p></footer>
</body></html>
"""
BARE = "<html><head>{head}</head><body><article>{body}<p>The agencies signed a pact on satellites.</p></article></body>"
LINKED = '<script type="application/ld+json">{{"@type": "NewsArticle", {}}}</script>'


def stated(head="", body=""):
    found = webpages.story(BARE.format(head=head, body=body))
    return found["published"], found["updated"]


def test_webpages_story_comes_without_menu_side_column_and_footer():
    text = webpages.story(PAGE)["text"]
    assert text.splitlines()[0] == "Peru and Kenya to share images of Lake Turkana"
    assert text.endswith("Wanjiru Mwangi, said.")
    assert not any(word in text for word in ("Sport", "telescope", "Copyright"))


def test_webpages_readers_comments_are_left_out():
    comments = (
        '<div id="comments"><ol class="comment-list"><li class="comment"><p>A fine lake, I say.</p></li></ol></div>'
    )
    assert webpages.story(PAGE.replace("</main>", f"{comments}</main>"))["text"] == webpages.story(PAGE)["text"]


def test_webpages_metadata_come_with_the_story():
    found = webpages.story(PAGE)
    assert {name: value for name, value in found.items() if name != "text"} == {
        "title": "Peru and Kenya to share images of Lake Turkana",
        "author": "Amina Quispe",
        "published": "2021-03-10T09:15:00+03:00",
        "updated": "2021-03-11T18:00:00+03:00",
        "section": "Science",
        "source": "The Orbit Gazette",
        "url": "https://orbit-gazette.example/2019/01/02/peru-kenya",
    }


@pytest.mark.parametrize(
    ("head", "published", "updated"),
    [
        ('<meta name="pubdate" content="Wed, 10 Mar 2021 09:00:00 GMT">', "2021-03-10T09:00:00", ""),
        ('<meta itemprop="datePublished" content="2021-03-10">', "2021-03-10", ""),
        ('<meta name="DC.date.issued" content="March 10, 2021">', "2021-03-10", ""),
        ('<meta http-equiv="last-modified" content="2021-03-11">', "", "2021-03-11"),
        ('<meta property="og:updated_time" content="2021-03-11">', "", "2021-03-11"),
        (LINKED.format('"datePublished": "2021-03-10", "dateModified" : "2021-03-11"'), "2021-03-10", "2021-03-11"),
        (LINKED.format('"datePublished": "2021-03-10", "dateModified": "2021-03-10"'), "2021-03-10", ""),
        ('<meta name="date" content="2021-02-30">', "", ""),
        ('<meta name="description" content="2021-03-10: two agencies signed">', "", ""),
        ('<meta name="expires" content="2021-03-10">', "", ""),
    ],
)
def test_webpages_dates_of_metadata(head, published, updated):
    assert stated(head) == (published, updated)


@pytest.mark.parametrize(
    ("body", "published", "updated"),
    [
        ('<time datetime="2021-03-10T09:00Z">a while ago</time>', "2021-03-10T09:00Z", ""),
        ("<time>March 10, 2021</time>", "2021-03-10", ""),
        ('<time class="entry-date published updated" datetime="2021-03-10">then</time>', "2021-03-10", ""),
        (
            '<time class="updated">March 11, 2021</time><time class="entry-date">March 10, 2021</time>',
            "2021-03-10",
            "2021-03-11",
        ),
        ('<time itemprop="dateModified" datetime="2021-03-11">x</time>', "", "2021-03-11"),
        ('<time datetime="2018-01-01">x</time><time pubdate datetime="2021-03-10">x</time>', "2021-03-10", ""),
        ('<time datetime="2021-03-10">x</time><time datetime="2021-03-10T10:00">x</time>', "2021-03-10", ""),
        ('<time datetime="2021-03-10">x</time><time datetime="2021-03-09">x</time>', "", ""),
        ('<aside><time datetime="2018-01-01">x</time></aside>', "", ""),
    ],
)
def test_webpages_dates_of_time_elements(body, published, updated):
    assert stated(body=body) == (published, updated)


def test_webpages_metadata_go_before_time_elements():
    head = '<meta name="date" content="2021-03-10">'
    assert stated(head, '<time itemprop="datePublished" datetime="2018-01-01">x</time>') == ("2021-03-10", "")


@pytest.mark.parametrize(
    "value", ["2021-05", "2021", "May 2021", "10:30", "yesterday", "3 days ago", "Tuesday", "10 May"]
)
def test_webpages_date_that_is_not_whole_is_not_completed_from_the_clock(value):
    linked = LINKED.format(f'"datePublished": "{value}"')
    head = f'<meta property="article:published_time" content="{value}">{linked}'
    assert stated(head, f'<time datetime="{value}">{value}</time>') == ("", "")


def test_webpages_date_of_address_prose_and_copyright_is_not_that_of_the_page():
    head = (
        '<link rel="canonical" href="https://a.example/2019/01/02"><meta property="og:image" content="/2019/01/02.png">'
    )
    body = "<p>On 2021-05-04 they signed a treaty.</p><p>Published 04/05/2021</p><footer>© 2016 A</footer>"
    assert stated(head, body) == ("", "")


def test_webpages_day_in_the_far_future_is_read_as_stated():
    assert stated('<meta name="date" content="2098-03-10">') == ("2098-03-10", "")


def test_webpages_pages_stay_apart():
    first = webpages.story(PAGE)
    webpages.story(BARE.format(head="", body=""))
    assert webpages.story(PAGE) == first


@pytest.mark.parametrize(
    "html",
    [
        "<html></html>",
        "<html><head><title>Peru and Kenya</title></head><body></body></html>",
        "no markup at all",
        "<",
        "<!-- nothing but a comment -->",
        "<html><body>" + "<div>" * 100_000 + "text" + "</div>" * 100_000,
        "<html><body>" + "<table><tr><td>" * 100_000,
    ],
)
def test_webpages_page_without_a_story_is_a_problem(html, capfd, caplog):
    found = webpages.story(html)
    assert found["problem"] == "no article text"
    assert found["detail"]
    assert capfd.readouterr() == ("", "")
    assert caplog.records == []


def test_webpages_story_that_nesting_would_cut_short_is_a_problem():
    found = webpages.story(PAGE.replace("</h1>", "</h1><p>Peru and Kenya met.</p>" + "<div>" * 300))
    assert found["problem"] == "no article text"
    assert "depth" in found["detail"]


@pytest.mark.parametrize(
    "html",
    [
        "<html><body>" + "<b><p>" * 800_000 + "text",
        "<html><body>" + "<p>word</p>" * 450_000,
        "<html><body>" + "word<br>" * 600_000,
        "<html><body><p " + " ".join(f"a{i}=1" for i in range(500_000)) + ">text",
    ],
    ids=["nested", "flat", "breaks", "attributes"],
)
def test_webpages_markup_without_end_is_too_large(html):
    begun = time.monotonic()
    assert webpages.story(html)["problem"] == "too large"
    assert time.monotonic() - begun < 20


@pytest.mark.parametrize(
    "unit", ["<a href='x'>w w w</a>", "<span>w</span>", "<br>w", "<li>w w", "<tr><td>w", "<h1>w w</h1>"]
)
def test_webpages_page_of_just_under_the_limit_is_read_in_seconds(unit):
    begun = time.monotonic()
    assert webpages.story("<html><body>" + unit * 24_000)["text"]
    assert time.monotonic() - begun < 20


def test_webpages_long_values_are_no_attributes():
    path = "<svg><path d='" + "M 1 2 " * 20_000 + "'/></svg><script>if (1<n) {" + "x();" * 20_000 + "}</script>"
    assert webpages.story(PAGE.replace("<main>", f"{path}<main>"))["text"] == webpages.story(PAGE)["text"]


@pytest.mark.parametrize(
    "odd", ["2021-03-10 09:00 QQT", "0001-01-01", "9999-12-31", "99999999999999", "2021-03-10T99:99"]
)
def test_webpages_odd_dates_say_nothing(odd, capfd, recwarn):
    head = f'<meta property="article:published_time" content="{odd}"><meta name="date" content="{odd}">'
    assert webpages.story(BARE.format(head=head, body=""))["text"]
    assert capfd.readouterr() == ("", "")
    assert not recwarn.list


def test_webpages_failure_inside_the_library_is_a_problem(monkeypatch):
    def fail(*args, **kwargs):
        raise RecursionError("too deep")

    monkeypatch.setattr(webpages, "bare_extraction", fail)
    assert webpages.story(PAGE) == {"problem": "no article text", "detail": "RecursionError: too deep"}
