// SPDX-License-Identifier: GPL-3.0-or-later
// Everything a person can read or hear read in a window, and what of it would stay English in a translated
// one. Under a language that says "«Record»" for "Record", what is left outside of the marks must be data:
// names, numbers, units, and what the clinic's own files say. Tests only; main thread.
#pragma once

#include <QSet>
#include <QString>
#include <QStringList>
#include <QTranslator>

#include <vector>

class QWidget;

namespace chairside::testing {

/// Says «English» for everything that is asked through tr() or phrase(), and remembers what was asked.
class PseudoLanguage final : public QTranslator {
public:
    PseudoLanguage();
    ~PseudoLanguage() override;
    QString translate(const char* context, const char* source, const char* comment, int n) const override;
    bool isEmpty() const override { return false; }
    void leaveOut(const QString& english) { leftOut_ = english; } ///< as if somebody had forgotten a tr()
    const QSet<QString>& asked() const { return asked_; }

private:
    mutable QSet<QString> asked_;
    QString leftOut_;
};

struct ShownWord {
    QString where; ///< "label of TextLabel in LivePage"
    QString text;
};
/// Texts, tooltips, accessible names, placeholders, headers, items, and what is painted, of all visible
/// widgets.
std::vector<ShownWord> shownWords(QWidget& top);

/// What people or files say, never translated: texts of the JSON files of a folder, and more by hand.
class DataWords {
public:
    explicit DataWords(const QString& resources);
    void add(const QStringList& words);
    /// The letters that are neither within «marks» nor data; empty when all is well.
    QString left(const QString& shown) const;

private:
    void sort();
    QStringList words_; ///< longest first
};

} // namespace chairside::testing
