// Answers Material's search box out of Pagefind's files. Stands in for the theme's own worker and speaks its four
// messages, so that the box, its list and its keys stay the theme's. Comes in: what a reader types, and texts of
// authors as they are. Goes out: HTML, for the theme reads titles and texts so; `html` is the only way to it.
"use strict"

const SETUP = 0, READY = 1, QUERY = 2, RESULT = 3

/** So many entries are looked up at most: each is a file. */
const MOST = 30
/** Words of an entry that are shown, and how many of them before what was found. */
const WORDS = 30, BEFORE = 5
/** Milliseconds in which a reader may type on. */
const PAUSE = 120

/** The top of the site: this file is three folders below it. */
const TOP = new URL("../../../", self.location.href)

/** What is in a title counts more than how often a text has a word: lists have many. */
const RANKING = { termSaturation: 0.4, metaWeights: { title: 10, page: 5 } }

/** Pagefind, once somebody searched. It asks for a window, which a worker has not. */
let pagefind
function loaded() {
  self.window = self
  const options = { basePath: new URL("pagefind/", TOP).pathname, noWorker: true, ranking: RANKING }
  pagefind ??= import(new URL("pagefind/pagefind.js", TOP).href).then(module => module.createInstance(options))
  pagefind.catch(() => { pagefind = undefined }) // the next search tries again
  return pagefind
}

function html(text) {
  return text.replace(/[&<>"']/g, character => `&#${character.charCodeAt(0)};`)
}

/** Words as HTML, with those marked that were found. */
function marked(words, isFound) {
  return words.map((word, i) => isFound(word, i) ? `<mark>${html(word)}</mark>` : html(word)).join(" ")
}

function title(text, terms) {
  return marked(text.split(/\s+/), word => terms.some(term => word.toLowerCase().includes(term)))
}

/** Where the words begin that hold most of what was found: `places` in the order of the text, rare words count more. */
function densest(places) {
  let start = 0, most = 0, sum = 0, end = 0
  for (const place of places) {
    while (end < places.length && places[end].location < place.location + WORDS - BEFORE)
      sum += places[end++].balanced_score
    if (sum > most) [start, most] = [Math.max(0, place.location - BEFORE), sum]
    sum -= place.balanced_score
  }
  return start
}

/** Some words of an entry. */
function excerpt(entry) {
  const words = entry.content.split(/\s+/)
  const found = new Set(entry.locations)
  const start = densest(entry.weighted_locations)
  const text = marked(words.slice(start, start + WORDS), (_, i) => found.has(start + i))
  return (start ? "… " : "") + text + (start + WORDS < words.length ? " …" : "")
}

/** Entries as the theme wants them: by page, each page first that has the best one, and the page itself in each. */
function grouped(entries, terms) {
  const pages = new Map()
  const words = Object.fromEntries(terms.map(term => [term, true]))
  for (const { entry, score } of entries) {
    const page = entry.raw_url.split("#")[0]
    const item = {
      location: entry.raw_url, title: title(entry.meta.title, terms), text: excerpt(entry), score, terms: words
    }
    pages.set(page, [...pages.get(page) ?? [], item])
    item.page = entry.meta.page
  }
  for (const [page, items] of pages)
    if (!items.some(item => item.location === page))
      items.push({ location: page, title: title(items[0].page, terms), text: "", score: 0, terms: {} })
  return [...pages.values()]
}

async function results(query) {
  const instance = await loaded()
  const found = await instance.search(query)
  const best = found.results.slice(0, MOST)
  const entries = await Promise.all(best.map(async one => ({ entry: await one.data(), score: one.score })))
  const terms = query.toLowerCase().split(/[\s"]+/).filter(Boolean)
  return grouped(entries, terms)
}

let last = 0
async function answer({ type, data }) {
  if (type === SETUP) {
    postMessage({ type: READY })
    return
  }
  const mine = ++last
  const query = data.trim()
  let items = []
  try {
    if (query) {
      await new Promise(done => setTimeout(done, PAUSE))
      if (mine !== last) return
      items = await results(query)
    }
  } catch (error) {
    console.warn(`Search: ${error}`)
  }
  if (mine === last) postMessage({ type: RESULT, data: { items, suggest: [] } })
}

addEventListener("message", event => answer(event.data))
