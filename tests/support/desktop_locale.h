// SPDX-License-Identifier: GPL-3.0-or-later
// Puts the C library under a language with its own decimal mark, as Qt does at a start under that desktop.
// The locale is made for the test, because machines that build have none but C. One at a time, tests only.
#pragma once

#include "support/run_program.h"
#include "support/temp_dir.h"

#include <clocale>
#include <fstream>

namespace chairside::testing {

class DesktopLocale {
public:
    struct Named {
        const char *name, *mark; ///< its decimal mark as localedef wants it written
        bool utf8 = false;       ///< the mark is no ASCII: needs the charmaps of the package "locales"
    };
    explicit DesktopLocale(const Named& wanted) {
        std::ofstream(dir_ / "source")
            << "comment_char %\nescape_char /\nLC_NUMERIC\ndecimal_point \"" << wanted.mark
            << "\"\nthousands_sep \"\"\ngrouping -1\nEND LC_NUMERIC\n";
        // Its exit status only says that the other categories have no text of their own.
        runProgram({"localedef", "-c", "-i", dir_ / "source", "-f", wanted.utf8 ? "UTF-8" : "ANSI_X3.4-1968",
                    dir_ / wanted.name});
        ::setenv("LOCPATH", dir_.path().c_str(), 1);
        inForce_ = std::setlocale(LC_NUMERIC, wanted.name) != nullptr;
    }
    ~DesktopLocale() {
        std::setlocale(LC_NUMERIC, "C");
        ::unsetenv("LOCPATH");
    }
    DesktopLocale(const DesktopLocale&) = delete;
    DesktopLocale& operator=(const DesktopLocale&) = delete;
    bool inForce() const { return inForce_; } ///< false: this machine cannot make it

private:
    TempDir dir_;
    bool inForce_ = false;
};

/// Twelve languages of clinics, ten of which write 0,5 and one 0٫5.
inline constexpr DesktopLocale::Named kDesktopLocales[] = {
    {"de_DE", ","}, {"fr_FR", ","}, {"es_ES", ","}, {"it_IT", ","},
    {"pt_BR", ","}, {"nl_NL", ","}, {"pl_PL", ","}, {"ru_RU", ","},
    {"sv_SE", ","}, {"tr_TR", ","}, {"hi_IN", "."}, {"fa_IR", "<U066B>", true}};

} // namespace chairside::testing
