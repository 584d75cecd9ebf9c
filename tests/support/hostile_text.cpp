// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/hostile_text.h"

namespace chairside::testing {
namespace {

using Texts = std::vector<std::string>;

Texts markup(const std::string& picture) {
    const std::string img = "<img src=\"" + picture + "\">";
    return {img,
            "<img src='file://" + picture + "'/>",
            "<IMG SRC=" + picture + " WIDTH=9000 HEIGHT=9000>",
            "<b>" + img + "</b>",
            "<qt>" + img + "</qt>",
            "<html><body background=\"" + picture + "\"></body></html>",
            "<p style=\"background-image:url(" + picture + ")\">x</p>",
            "<table><tr><td>" + img + "</td></tr></table>",
            "<a href=\"file:///etc/passwd\">Rivera</a>",
            "<script>alert(1)</script>",
            "<style>*{font-size:200px}</style>",
            "<!DOCTYPE html><h1>RIVERA</h1>",
            "<!ENTITY x SYSTEM \"file:///etc/passwd\">",
            "<![CDATA[" + img + "]]>",
            "&lt;img&gt; &amp; &#60;b&#62;",
            "<font color=\"red\" size=7>ALARM</font>",
            "![x](" + picture + ")",
            "[Rivera](file:///etc/passwd)",
            "# Rivera",
            "```\ncode\n```",
            "<svg onload=alert(1)>",
            "\\includegraphics{" + picture + "}",
            "\\input{/etc/passwd}"};
}

const Texts& formulas() {
    static const Texts kAll{"=1+1",
                            "=HYPERLINK(\"http://x.example\",\"Rivera\")",
                            "=cmd|' /C calc'!A0",
                            "+1-1",
                            "-1+1",
                            "@SUM(A1:A9)",
                            "\t=1+1",
                            "\r=1+1",
                            "\n=1+1",
                            "\xEF\xBC\x9D"
                            "1+1", // full-width =
                            "\xEF\xBC\x8B"
                            "1",
                            "\xEF\xBC\x8D"
                            "1",
                            "\xEF\xBC\xA0"
                            "SUM(A1)",
                            "'=1+1",
                            "\"=1+1\"",
                            "=IMPORTXML(\"http://x.example\",\"//a\")",
                            "=DDE(\"cmd\",\"/C calc\",\"x\")",
                            "1,2,3",
                            "1;2;3",
                            "\",\"\",\"",
                            "a\r\nb,c",
                            "\"\"\"\""};
    return kAll;
}

const Texts& commandsAndPaths() {
    static const Texts kAll{"../../../../etc/passwd",
                            "..\\..\\windows\\system32",
                            "/etc/passwd",
                            "~/.ssh/id_rsa",
                            "file:///etc/passwd",
                            "\\\\server\\share",
                            "CON",
                            "nul.txt",
                            "a/b",
                            "a:b",
                            ".",
                            "..",
                            "-rf",
                            "--help",
                            "--database=/dev/null",
                            "; rm -rf /",
                            "| cat /etc/passwd",
                            "& calc &",
                            "&& reboot",
                            "$(reboot)",
                            "`reboot`",
                            "${HOME}",
                            "$HOME",
                            "%PATH%",
                            "'; DROP TABLE event; --",
                            "\"; DROP TABLE event; --",
                            "' OR '1'='1",
                            "Robert'); DELETE FROM session;--",
                            "1; ATTACH 'x' AS y",
                            "%_%",
                            "*",
                            "?",
                            "[a-z]",
                            "http://169.254.169.254/",
                            "javascript:alert(1)",
                            "data:text/html,<b>x"};
    return kAll;
}

const Texts& formats() {
    static const Texts kAll{"%s%s%s%s%n",
                            "%d %x %p",
                            "%1",
                            "%2 %1 %L1",
                            "%n",
                            "%99",
                            "{0} {} {1}",
                            "{{x}}",
                            "{\"a\":1}",
                            "[1,2",
                            "\\u0000",
                            "\\",
                            "\\n",
                            "\\\\",
                            "\"",
                            "'",
                            "null",
                            "NaN",
                            "true",
                            "-0",
                            "1e309",
                            "0x41",
                            "undefined",
                            "None",
                            "PID|1||x",
                            "OBX|1|NM|8867-4^HR||60",
                            "MSH|^~\\&|",
                            "a^b~c&d|e",
                            "\\F\\\\S\\\\T\\\\R\\\\E\\",
                            "\\.br\\",
                            "\\X0D\\",
                            "a\rPID|2||other",
                            "a\nPID|2||other",
                            "\x1c\r",
                            "\x0bMSH",
                            "\x14\x15",
                            "+0\x14x\x14",
                            "&File",
                            "&&",
                            "Rivera &Ana",
                            "a\tb",
                            "#VALUE!",
                            "<<EOF",
                            "-----BEGIN",
                            "EOF",
                            "\x04",
                            "session.opened",
                            "Signed",
                            "NOT BEING SAVED",
                            "0",
                            "00:00",
                            "1986-03-14"};
    return kAll;
}

const Texts& letters() {
    static const Texts kAll{"",
                            " ",
                            "\xC2\xA0",
                            "Ren\xC3\xA9",
                            "Rene\xCC\x81",
                            "\xD8\xB9\xD8\xA8\xD8\xAF \xD8\xA7\xD9\x84\xD9\x84\xD9\x87",
                            "\xE5\xBC\xA0\xE4\xBC\x9F",
                            "\xF0\x9F\x91\xA9\xE2\x80\x8D\xF0\x9F\x91\xA9\xE2\x80\x8D\xF0\x9F\x91\xA7",
                            "\xE2\x80\xAEreviR",         // right-to-left override
                            "a\xE2\x80\xAA\xE2\x80\xAC", // embedding
                            "\xE2\x81\xA6x\xE2\x81\xA9", // isolate
                            "a\xE2\x80\x8B"
                            "b", // zero width
                            "\xEF\xBB\xBFx",
                            "a\xE2\x80\xA8"
                            "b", // line separator
                            "Z\xCD\x94\xCC\x8D\xCD\x9C\xCC\xA4\xCC\xA9\xCD\x95",
                            "\xD1\x80\xD0\xB0ypal", // Cyrillic among Latin
                            "\xEF\xBF\xBD",
                            "\xFF\xFE",
                            "\xC0\xAF",
                            "\xED\xA0\x80",
                            "\xF4\x90\x80\x80",
                            "\x80",
                            "a\xE2\x82",
                            std::string("a\0b", 3),
                            "\x01\x02\x7F",
                            "\x1B[31mred\x1B[0m",
                            "\x1B]0;title\x07",
                            "\b\b\b\b",
                            "\r\n\r\n",
                            std::string(300, 'W'),
                            std::string(5'000, 'x'),
                            std::string(199, '=')};
    return kAll;
}

} // namespace

std::vector<std::string> hostileTexts(const std::string& picture) {
    Texts plain = markup(picture);
    for (const auto* more : {&formulas(), &commandsAndPaths(), &formats(), &letters()})
        plain.insert(plain.end(), more->begin(), more->end());
    Texts all = plain;
    // Each once more in the places where what is harmless at the start may not be, and the other way round.
    for (const auto& text : plain) all.push_back("Rivera " + text);
    for (const auto& text : plain) all.push_back(text + ", Ana");
    const auto last = plain.size();
    for (std::size_t i = 0; i + 1 < last; i += 2)
        all.push_back(plain[i] + plain[last - 1 - i].substr(0, 200));
    return all;
}

} // namespace chairside::testing
