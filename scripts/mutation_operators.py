# SPDX-License-Identifier: GPL-3.0-or-later
"""The changes that scripts/mutants makes in a C++ file: one operator at one token each, never in a comment, a text, a
line of the preprocessor or a static_assert. It knows tokens and brackets, not types: what does not compile isn't counted.
"""
import collections
import re

Token = collections.namedtuple("Token", "kind text start end")
LEXER = re.compile(r"""
    (?P<space>\s+)
  | (?P<comment>//[^\n]*|/\*.*?\*/)
  | (?P<hash>\#(?:\\\n|[^\n])*)
  | (?P<string>(?:u8|u|U|L)?R"(?P<mark>\w*)\(.*?\)(?P=mark)"\w*|(?:u8|u|U|L)?"(?:\\.|[^"\\\n])*"\w*)
  | (?P<number>\d(?:'?[\w.]|[eEpP][+-])*)
  | (?P<char>'(?:\\.|[^'\\\n])+')
  | (?P<word>[A-Za-z_]\w*)
  | (?P<sign><=>|->\*|<<=|>>=|\.\.\.|::|->|\+\+|--|<<|<=|>=|==|!=|&&|\|\||\+=|-=|\*=|/=|%=|&=|\|=|\^=|.)
""", re.S | re.X)


def tokens_of(text):
    out = []
    for match in LEXER.finditer(text):
        kind = match.lastgroup if match.lastgroup != "mark" else "string"
        if kind not in ("space", "comment"):
            out.append(Token(kind, match.group(0), match.start(), match.end()))
    return out


def partners(tokens):
    """Index of each bracket -> index of the one that closes or opens it."""
    out, open_ones, pairs = {}, [], {")": "(", "]": "[", "}": "{"}
    for i, token in enumerate(tokens):
        if token.kind != "sign":
            continue
        if token.text in "([{":
            open_ones.append(i)
        elif token.text in pairs and open_ones and tokens[open_ones[-1]].text == pairs[token.text]:
            out[i] = open_ones.pop()
            out[out[i]] = i
    return out


# One change of `text`: [start, end) becomes `new`. `what` names the operator.
Change = collections.namedtuple("Change", "what start end new")
FLIPS = {"<": "<=", "<=": "<", ">": ">=", ">=": ">", "==": "!=", "!=": "==", "&&": "||", "||": "&&", "+": "-", "-": "+",
         "+=": "-=", "-=": "+="}
NAMES = {"<": "relation", "<=": "relation", ">": "relation", ">=": "relation", "==": "relation", "!=": "relation",
         "&&": "logic", "||": "logic", "+": "sum", "-": "sum", "+=": "sum", "-=": "sum"}
NO_CALL = {"return", "using", "throw", "delete", "case", "default", "auto", "const", "constexpr", "static", "if", "for", "while",
           "switch", "do", "else", "break", "continue", "goto", "new", "namespace", "template", "typedef", "struct", "class",
           "explicit", "static_assert", "public", "private", "protected", "friend", "operator", "virtual"}
PREDICATES = {"empty", "has_value", "contains", "starts_with", "ends_with", "count", "any_of", "all_of", "none_of", "exists"}


def changes_of(text):
    """-> every Change that the operators make in `text`."""
    tokens = tokens_of(text)
    pair = partners(tokens)
    barred = set()
    for i, token in enumerate(tokens):
        if token.text == "static_assert" and i + 1 in pair:
            barred.update(range(i, pair[i + 1] + 1))
    out = []
    for i, token in enumerate(tokens):
        if i not in barred:
            out += changes_at(text, tokens, pair, i)
    return out


def changes_at(text, tokens, pair, i):
    token = tokens[i]
    before = tokens[i - 1].text if i else ""
    spaced = text[token.start - 1:token.start].isspace() and text[token.end:token.end + 1].isspace()
    if token.kind == "sign":
        # The formatter sets blanks around an operator of two sides and none around a template's brackets or a reference.
        words = i > 0 and (tokens[i - 1].kind == "string" or tokens[min(i + 1, len(tokens) - 1)].kind == "string")  # joined
        if token.text in FLIPS and spaced and before not in ("template", "operator") and not (
                words and NAMES[token.text] == "sum"):
            yield Change(NAMES[token.text], token.start, token.end, FLIPS[token.text])
        if token.text in ("++", "--") and before != "operator":
            yield Change("step", token.start, token.end, "--" if token.text == "++" else "++")
    elif token.kind == "number":
        match = re.fullmatch(r"(0[xX][0-9a-fA-F']+|[0-9']+)([a-zA-Z_]\w*)?", token.text)
        if match and before != "<":
            digits = match.group(1).replace("'", "")
            base = 16 if digits[:2] in ("0x", "0X") else 8 if digits.startswith("0") and len(digits) > 1 else 10
            more = int(digits, base) + 1
            yield Change("constant", token.start, token.end,
                         {16: "0x%x", 8: "0%o", 10: "%d"}[base] % more + (match.group(2) or ""))
    elif token.kind == "word":
        if token.text in ("true", "false"):
            yield Change("boolean", token.start, token.end, "false" if token.text == "true" else "true")
        elif token.text in ("if", "while") and i + 1 in pair and tokens[i + 1].text == "(":
            yield from negated_condition(text, tokens, pair, i + 1)
        elif token.text == "return":
            yield from negated_return(text, tokens, pair, i)
    if token.kind == "word" or token.text == "++" or token.text == "--":
        yield from dropped_call(tokens, pair, i)


def outermost(tokens, pair, first, last):
    """Indices of [first, last] outside of any bracket in it."""
    i = first
    while i <= last:
        yield i
        i = pair[i] if tokens[i].text in ("(", "[", "{") and i in pair else i + 1


def negated(what, text, start, end):
    return Change(what, start, end, f"!({text[start:end]})")


def negated_condition(text, tokens, pair, opening):
    first, last = opening + 1, pair[opening] - 1
    outer = list(outermost(tokens, pair, first, last))
    ends = [k for k in outer if tokens[k].text == ";"]
    if ends:
        first = ends[-1] + 1
        outer = [k for k in outer if k >= first]
    if not outer or any(tokens[k].text == "=" for k in outer):
        return  # a declaration is the condition: nothing can be put in front of it
    yield negated("condition", text, tokens[first].start, tokens[last].end)


def negated_return(text, tokens, pair, i):
    last = i + 1
    while last < len(tokens) and tokens[last].text != ";":
        last = pair.get(last, last) + 1 if tokens[last].text in "([{" else last + 1
    outer = list(outermost(tokens, pair, i + 1, last - 1)) if last < len(tokens) else []
    texts = [tokens[k].text for k in outer]
    if not texts or "?" in texts or len(texts) == 1:
        return
    truth = (any(t in ("==", "!=", "<=", ">=", "&&", "||") for t in texts) or texts[0] == "!" or
             any(tokens[k].text in PREDICATES and tokens[k + 1].text == "(" for k in outer))
    if truth:
        yield negated("return", text, tokens[i + 1].start, tokens[last - 1].end)


def dropped_call(tokens, pair, i):
    before = tokens[i - 1].text if i else ";"
    starts = before in (";", "{", "}", "else") or (before == ")" and i - 1 in pair and tokens[pair[i - 1] - 1].text in
                                                   ("if", "for", "while"))
    if not starts or tokens[i].text in NO_CALL:
        return
    last, called, words = i, False, 0
    while last < len(tokens) and tokens[last].text != ";":
        token = tokens[last]
        words = words + 1 if token.kind == "word" else 0
        if words > 1 or token.text in ("=", "{", "}", ":", "+=", "-=", "|=", "?") or token.text in ("&", "<<"):
            return  # a declaration, an assignment or something larger
        if token.text == "(":
            if last not in pair:
                return
            called, last = True, pair[last]
        last += 1
    if last < len(tokens) and (called or tokens[i].text in ("++", "--")) and last > i:
        if called and tokens[last - 1].text == ")":
            yield Change("call", tokens[i].start, tokens[last].start, "")


def apply(text, change):
    return text[:change.start] + change.new + text[change.end:]


# A piece of code -> what the operators must make of it, and nothing else.
CONTROLS = [
    ("if (a < b) f();", ["if (a <= b) f();", "if (!(a < b)) f();", "if (a < b) ;"]),
    ("x = a >= b && !c;", ["x = a > b && !c;", "x = a >= b || !c;"]),
    ("x = a == b || c;", ["x = a != b || c;", "x = a == b && c;"]),
    ("x = a + b - 3;", ["x = a - b - 3;", "x = a + b + 3;", "x = a + b - 4;"]),
    ("x = true;", ["x = false;"]),
    ("++n;", ["--n;"]),
    ("f(30s, 0x0f, 0600, 2'000, 1.5);", ["f(31s, 0x0f, 0600, 2'000, 1.5);", "f(30s, 0x10, 0600, 2'000, 1.5);",
                                         "f(30s, 0x0f, 0601, 2'000, 1.5);", "f(30s, 0x0f, 0600, 2001, 1.5);", ";"]),
    ("return a == b;", ["return a != b;", "return !(a == b);"]),
    ("return x.empty();", ["return !(x.empty());"]),
    ("if (auto x = f(); !x) return g(x);", ["if (auto x = f(); !(!x)) return g(x);"]),
    ("while (on) a.b(c)->d();", ["while (!(on)) a.b(c)->d();", "while (on) ;"]),
    ("if (const auto* p = f()) return;", []),
    ("// a < b && true\n", []), ("/* 1 + 1 */", []), ("s = \"a < b 1\";", []), ("s = R\"(1 < 2)\";", []), ("c = '1';", []),
    ("#if A < 3\n", []), ("#define A \\\n 1 + 1\n", []), ("static_assert(sizeof(int) == 4);", []),
    ("template <class T> void f(T&& t);", []), ("std::vector<std::pair<int, int>> v;", []), ("std::array<int, 16> v;", None),
    ("Lock lock(mutex);", []), ("const Lock lock(mutex);", []), ("text = name + \" x\";", []), ("auto&& x = y;", []),
    ("using std::f;", []), ("bool operator==(const A& b) const;", []), ("x = *p;", []), ("return f(x);", []),
]
