// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/console/language.h"

#include "core/base/phrase.h"

#include <QCoreApplication>
#include <QDir>
#include <QFile>
#include <QGuiApplication>
#include <QLibraryInfo>
#include <QLocale>
#include <QRegularExpression>
#include <QXmlStreamReader>

#include <algorithm>

namespace chairside {
namespace {

QString keyOf(const QString& source, const QString& comment) {
    return comment.isEmpty() ? source : source + QChar(4) + comment;
}

/// The places of a sentence, sorted: "%1", "%n", "{2}".
QStringList placesOf(const QString& text) {
    static const QRegularExpression kPlace(QStringLiteral("%n|%[1-9]|\\{[1-9]\\}"));
    QStringList found;
    for (auto it = kPlace.globalMatch(text); it.hasNext();) found << it.next().captured();
    found.sort();
    return found;
}

/// "1 Sitzung" may leave %n out; every other place must be there.
bool keepsPlaces(const QString& source, const QStringList& forms) {
    auto wanted = placesOf(source);
    for (const auto& form : forms) {
        auto found = placesOf(form);
        if (forms.size() > 1 && !found.contains(QStringLiteral("%n"))) wanted.removeAll(QStringLiteral("%n"));
        if (found != wanted) return false;
        wanted = placesOf(source);
    }
    return true;
}

/// Which of `forms` speaks of n things. Rules of Unicode CLDR for whole numbers, by the count of forms that
/// Qt Linguist offers for a language: one, two (one/other), three (Slavic), six (Arabic).
qsizetype formFor(int n, qsizetype forms, const QString& language) {
    const int tens = n % 100, ones = n % 10;
    if (forms <= 1) return 0;
    if (forms == 2) return language.startsWith(QStringLiteral("fr")) ? (n > 1 ? 1 : 0) : (n == 1 ? 0 : 1);
    if (forms == 3) {
        const bool few = ones >= 2 && ones <= 4 && (tens < 12 || tens > 14);
        const bool one =
            language.startsWith(QStringLiteral("pl")) || language.startsWith(QStringLiteral("cs"))
                ? n == 1
                : ones == 1 && tens != 11;
        return one ? 0 : few ? 1 : 2;
    }
    if (forms == 6) return n <= 2 ? n : tens >= 3 && tens <= 10 ? 3 : tens >= 11 ? 4 : 5;
    return forms - 1;
}

struct Message {
    QString source, comment;
    QStringList forms;
    bool gone = false;
};

Message readMessage(QXmlStreamReader& xml) {
    Message message;
    while (xml.readNextStartElement()) {
        if (xml.name() == u"source") {
            message.source = xml.readElementText();
        } else if (xml.name() == u"comment") {
            message.comment = xml.readElementText();
        } else if (xml.name() == u"translation") {
            const auto type = xml.attributes().value(QStringLiteral("type"));
            message.gone = type == u"vanished" || type == u"obsolete";
            QString text;
            while (!xml.atEnd() && xml.readNext() != QXmlStreamReader::EndElement) {
                if (xml.isCharacters()) text += xml.text();
                if (xml.isStartElement()) message.forms << xml.readElementText();
            }
            if (message.forms.isEmpty() && !text.isEmpty()) message.forms << text;
        } else {
            xml.skipCurrentElement();
        }
    }
    return message;
}

QStringList namesOf(const QString& wanted) {
    QStringList names;
    // lint: allow shell, because QLocale::system() starts nothing
    const auto given = wanted.isEmpty() ? QLocale::system().uiLanguages() : QStringList{wanted};
    for (auto name : given) {
        name.replace(u'-', u'_');
        names << name << name.section(u'_', 0, 0);
    }
    names.removeDuplicates();
    return names;
}

QString fileOf(const QString& folder, const QString& name) {
    return folder + QStringLiteral("/chairside_") + name + QStringLiteral(".ts");
}

} // namespace

Status TsTranslator::read(const QString& path) {
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        return Error{"The translation " + path.toStdString() + " can't be read; the window speaks English."};
    QXmlStreamReader xml(&file);
    QHash<QString, QStringList> forms;
    QStringList refused;
    if (xml.readNextStartElement() && xml.name() == u"TS") {
        language_ = xml.attributes().value(QStringLiteral("language")).toString();
        while (xml.readNextStartElement()) {
            if (xml.name() != u"context") {
                xml.skipCurrentElement();
                continue;
            }
            while (xml.readNextStartElement()) {
                if (xml.name() != u"message") {
                    xml.skipCurrentElement();
                    continue;
                }
                const auto message = readMessage(xml);
                if (message.gone || message.forms.isEmpty() || message.forms.contains(QString())) continue;
                if (keepsPlaces(message.source, message.forms))
                    forms.insert(keyOf(message.source, message.comment), message.forms);
                else
                    refused << message.source;
            }
        }
    } else if (!xml.hasError()) {
        xml.raiseError(QStringLiteral("it is no Qt Linguist file"));
    }
    if (xml.hasError())
        return Error{"The translation " + path.toStdString() + " is damaged at line " +
                     std::to_string(xml.lineNumber()) + " (" + xml.errorString().toStdString() +
                     "); the window speaks English."};
    forms_ = std::move(forms);
    refused_ = std::move(refused);
    return Done{};
}

QString TsTranslator::translate(const char*, const char* source, const char* comment, int n) const {
    const auto english = QString::fromUtf8(source);
    auto found = forms_.constFind(keyOf(english, QString::fromUtf8(comment)));
    if (found == forms_.cend()) found = forms_.constFind(english);
    if (found == forms_.cend()) return {};
    return found->value(
        std::clamp<qsizetype>(n < 0 ? 0 : formFor(n, found->size(), language_), 0, found->size() - 1));
}

std::string sayByApplication(std::string_view english) {
    return QCoreApplication::translate("core", std::string(english).c_str()).toStdString();
}

QStringList Language::available(const QString& folder) {
    QStringList names;
    for (const auto& file :
         QDir(folder).entryList({QStringLiteral("chairside_*.ts")}, QDir::Files, QDir::Name))
        names << file.mid(10).chopped(3);
    return names;
}

Language::Language(const QString& folder, const QString& wanted) {
    const auto english = QStringLiteral("en"); // for its plurals: "1 answer", not "1 answer(s)"
    if (QFile::exists(fileOf(folder, english))) use(folder, english);
    const auto names = namesOf(wanted);
    for (const auto& name : names) {
        if (name == english || name == QStringLiteral("C")) return;
        if (!QFile::exists(fileOf(folder, name))) continue;
        use(folder, name);
        return;
    }
    if (!wanted.isEmpty())
        problem_ = QStringLiteral("There is no translation \"%1\"; there are %2.")
                       .arg(wanted, available(folder).join(QStringLiteral(", ")));
}

Language::~Language() {
    usePhrases(nullptr);
    for (const auto& translator : translators_) QCoreApplication::removeTranslator(translator.get());
}

void Language::use(const QString& folder, const QString& name) {
    auto ours = std::make_unique<TsTranslator>();
    if (const auto done = ours->read(fileOf(folder, name)); !done) {
        problem_ = QString::fromStdString(done.error().message);
        return;
    }
    QCoreApplication::installTranslator(ours.get());
    translators_.push_back(std::move(ours));
    if (name == QStringLiteral("en")) return;
    name_ = name;
    auto qts = std::make_unique<QTranslator>(); // the buttons of Qt's own dialogs
    if (qts->load(QStringLiteral("qtbase_") + name, QLibraryInfo::path(QLibraryInfo::TranslationsPath))) {
        QCoreApplication::installTranslator(qts.get());
        translators_.push_back(std::move(qts));
    }
    QGuiApplication::setLayoutDirection(QLocale(name).textDirection());
    lookup_ = sayByApplication;
    usePhrases(&lookup_);
}

} // namespace chairside
