// SPDX-License-Identifier: GPL-3.0-or-later
// The language of the window: reads a translation (.ts, as Qt Linguist writes it) and installs it for tr()
// and for the phrases of core. No compiled form and no tool is needed; scripts/translations makes and updates
// the files. Made once in main() before the first window, on the main thread; lives as long as the program.
// Numbers, units and what is stored do not depend on it.
#pragma once

#include "core/base/phrase.h"
#include "core/base/result.h"

#include <QHash>
#include <QStringList>
#include <QTranslator>
#include <memory>
#include <vector>

namespace chairside {

/// One translation file. A sentence is found by its English and its comment, in whatever file it was written,
/// so that moving code loses nothing. A translation that drops or invents a place (%1, {1}, %n) is not used:
/// a dose must not vanish from a sentence.
class TsTranslator final : public QTranslator {
    Q_OBJECT
public:
    explicit TsTranslator(QObject* parent = nullptr) : QTranslator(parent) {}
    /// An error names the file and the line; nothing is kept then.
    Status read(const QString& file);
    QString language() const { return language_; }
    QStringList refused() const { return refused_; } ///< English of translations that are not used
    qsizetype size() const { return forms_.size(); }

    QString translate(const char* context, const char* source, const char* comment, int n) const override;
    bool isEmpty() const override { return forms_.isEmpty(); }

private:
    QHash<QString, QStringList> forms_; ///< English and comment → one form, or one for each number
    QString language_;
    QStringList refused_;
};

class Language {
public:
    /// Installs the best translation for `wanted` ("de", "de_AT"; empty: the system's languages) from
    /// `folder`.
    Language(const QString& folder, const QString& wanted);
    ~Language();
    Language(const Language&) = delete;
    Language& operator=(const Language&) = delete;

    QString name() const { return name_; } ///< "en" when nothing else was found
    /// What could not be done, in a sentence; empty when all is well.
    QString problem() const { return problem_; }
    static QStringList available(const QString& folder); ///< "de", "en"

private:
    void use(const QString& folder, const QString& name);
    std::vector<std::unique_ptr<QTranslator>> translators_;
    PhraseLookup lookup_;
    QString name_ = QStringLiteral("en");
    QString problem_;
};

/// Says the phrases of core through the translators of the application.
std::string sayByApplication(std::string_view english);

} // namespace chairside
