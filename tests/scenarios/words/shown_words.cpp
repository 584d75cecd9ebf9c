// SPDX-License-Identifier: GPL-3.0-or-later
#include "scenarios/words/shown_words.h"
#include "app/console/language.h"
#include "scenarios/words/painted_words.h"
#include "ui/style/push_button.h"

#include <QAbstractButton>
#include <QAbstractItemView>
#include <QAction>
#include <QComboBox>
#include <QCoreApplication>
#include <QDirIterator>
#include <QFile>
#include <QGroupBox>
#include <QHeaderView>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QLabel>
#include <QLineEdit>
#include <QPainter>
#include <QPlainTextEdit>
#include <QRegularExpression>
#include <QTabBar>

#include <algorithm>
#include <mutex>

namespace chairside::testing {
namespace {

const PhraseLookup& lookup() {
    static const PhraseLookup kLookup = sayByApplication;
    return kLookup;
}
std::mutex& guard() {
    static std::mutex kGuard;
    return kGuard;
}

/// What the program compares and never shows.
const QSet<QString> kKeys{QStringLiteral("type"),        QStringLiteral("id"),    QStringLiteral("linkId"),
                          QStringLiteral("key"),         QStringLiteral("param"), QStringLiteral("system"),
                          QStringLiteral("url"),         QStringLiteral("code"),  QStringLiteral("status"),
                          QStringLiteral("kind"),        QStringLiteral("level"), QStringLiteral("anchor"),
                          QStringLiteral("resourceType")};

void collectStrings(const QJsonValue& value, QStringList& out) {
    if (value.isString()) out << value.toString();
    for (const auto& one : value.toArray()) collectStrings(one, out);
    const auto object = value.toObject();
    for (auto it = object.begin(); it != object.end(); ++it)
        if (!kKeys.contains(it.key())) collectStrings(it.value(), out);
}

class Collector {
public:
    explicit Collector(std::vector<ShownWord>& out) : out_(out) {}
    void look(QWidget& widget) {
        if (!widget.isVisible()) return;
        of(widget, "tooltip", widget.toolTip());
        of(widget, "accessible name", widget.accessibleName());
        of(widget, "accessible description", widget.accessibleDescription());
        if (widget.isWindow()) of(widget, "title", widget.windowTitle());
        for (auto* action : widget.actions()) of(widget, "action", action->text());
        kinds(widget);
        for (auto* child : widget.children())
            if (auto* inner = qobject_cast<QWidget*>(child); inner && !inner->isWindow()) look(*inner);
    }

private:
    void of(const QWidget& widget, const char* what, const QString& text) {
        if (text.trimmed().isEmpty()) return;
        const auto* parent = widget.parentWidget();
        out_.push_back(
            {QStringLiteral("%1 of %2 %3 in %4")
                 .arg(QLatin1String(what), QLatin1String(widget.metaObject()->className()),
                      widget.objectName(), QLatin1String(parent ? parent->metaObject()->className() : "")),
             text});
    }
    void kinds(QWidget& widget) {
        if (auto* label = qobject_cast<QLabel*>(&widget)) of(widget, "label", label->text());
        if (auto* button = qobject_cast<QAbstractButton*>(&widget)) of(widget, "button", button->text());
        if (auto* button = qobject_cast<PushButton*>(&widget)) of(widget, "second line", button->subline());
        if (auto* group = qobject_cast<QGroupBox*>(&widget)) of(widget, "group", group->title());
        if (auto* edit = qobject_cast<QLineEdit*>(&widget))
            of(widget, "placeholder", edit->placeholderText());
        if (auto* edit = qobject_cast<QPlainTextEdit*>(&widget))
            of(widget, "placeholder", edit->placeholderText());
        if (auto* box = qobject_cast<QComboBox*>(&widget))
            for (int i = 0; i < box->count(); ++i) of(widget, "choice", box->itemText(i));
        if (auto* tabs = qobject_cast<QTabBar*>(&widget))
            for (int i = 0; i < tabs->count(); ++i) of(widget, "tab", tabs->tabText(i));
        if (auto* view = qobject_cast<QAbstractItemView*>(&widget); view && view->model()) items(*view);
    }
    void items(const QAbstractItemView& view) {
        const auto& model = *view.model();
        const bool headed = !qobject_cast<const QHeaderView*>(&view);
        for (int column = 0; headed && column < model.columnCount(); ++column) {
            of(view, "header", model.headerData(column, Qt::Horizontal).toString());
            for (int row = 0; row < std::min(model.rowCount(), 60); ++row) {
                const auto at = model.index(row, column);
                for (const int role : {int(Qt::DisplayRole), int(Qt::ToolTipRole),
                                       int(Qt::AccessibleTextRole), int(Qt::AccessibleDescriptionRole)})
                    of(view, "item", at.data(role).toString());
            }
        }
    }
    std::vector<ShownWord>& out_;
};

} // namespace

PseudoLanguage::PseudoLanguage() {
    QCoreApplication::installTranslator(this);
    usePhrases(&lookup());
}
PseudoLanguage::~PseudoLanguage() {
    usePhrases(nullptr);
    QCoreApplication::removeTranslator(this);
}
QString PseudoLanguage::translate(const char*, const char* source, const char*, int) const {
    const auto english = QString::fromUtf8(source);
    if (english.isEmpty()) return {};
    {
        const std::scoped_lock lock(guard());
        asked_.insert(english);
    }
    return english == leftOut_ ? QString() : QStringLiteral("«") + english + QStringLiteral("»");
}

std::vector<ShownWord> shownWords(QWidget& top) {
    std::vector<ShownWord> out;
    Collector(out).look(top);
    PaintedWords paper(top.size());
    {
        QPainter painter(&paper);
        top.render(&painter);
    }
    // A long text is painted line by line; its widget has said the whole of it already.
    QString said;
    for (const auto& word : out) said += word.text.simplified() + QChar(u'\n');
    for (const auto& text : paper.words()) {
        auto line = text.simplified();
        if (line.endsWith(u'…')) line.chop(1); // cut at the end of its room
        if (!said.contains(line)) out.push_back({QStringLiteral("painted"), text});
    }
    return out;
}

DataWords::DataWords(const QString& resources) {
    QDirIterator files(resources, {QStringLiteral("*.json")}, QDir::Files, QDirIterator::Subdirectories);
    while (files.hasNext()) {
        QFile file(files.next());
        if (!file.open(QIODevice::ReadOnly)) continue;
        const auto document = QJsonDocument::fromJson(file.readAll());
        collectStrings(document.isArray() ? QJsonValue(document.array()) : QJsonValue(document.object()),
                       words_);
    }
    sort();
}

void DataWords::add(const QStringList& words) {
    words_ += words;
    sort();
}

void DataWords::sort() {
    words_.removeDuplicates();
    words_.removeIf([](const QString& w) { return w.size() < 2; });
    std::ranges::sort(words_, std::greater<>{}, [](const QString& w) { return w.size(); });
}

QString DataWords::left(const QString& shown) const {
    static const QRegularExpression kInner(QStringLiteral("«[^«»]*»"));
    static const QRegularExpression kUnits(
        QStringLiteral("\\b(mg|mL|min|kg|cm|h|s|d|mmHg|mg/kg|mg/mL|mL/h|mg/kg/h|L/"
                       "min|px|°C|HR|PR|RR|SpO₂|MB|GB|MRN|v\\d+)\\b"));
    static const QRegularExpression kWord(QStringLiteral("\\p{L}{2,}"));
    static const QRegularExpression kPath(QStringLiteral("/tmp/\\S*"));
    QString rest = shown;
    rest.replace(kPath, QStringLiteral(" "));
    for (QString before; before != rest;) {
        before = rest;
        rest.replace(kInner, QStringLiteral(" "));
    }
    if (const auto open = rest.indexOf(u'«'); open >= 0) rest.truncate(open); // cut at the end of its room
    if (const auto close = rest.lastIndexOf(u'»'); close >= 0) rest.remove(0, close + 1); // a second line
    // Digests and identities first: a known number taken out of their middle would leave letters that look
    // like words.
    static const QRegularExpression kIds(
        QStringLiteral("\\b[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}\\b|\\b[0-9a-f]*\\d[0-9a-f-]{5,}\\b"));
    rest.replace(kIds, QStringLiteral(" "));
    if (!kWord.match(rest).hasMatch()) return {};
    const auto bare = rest.trimmed().chopped(rest.trimmed().endsWith(u'…') ? 1 : 0).trimmed();
    for (const auto& word : words_) {
        if (bare.size() > 2 && word.startsWith(bare, Qt::CaseInsensitive)) return {};
        if (rest.contains(word, Qt::CaseInsensitive))
            rest.replace(QRegularExpression(QStringLiteral("(?<!\\p{L})") + QRegularExpression::escape(word) +
                                                QStringLiteral("(?!\\p{L})"),
                                            QRegularExpression::CaseInsensitiveOption),
                         QStringLiteral(" "));
    }
    rest.replace(kUnits, QStringLiteral(" "));
    return kWord.match(rest).hasMatch() ? rest.simplified() : QString();
}

} // namespace chairside::testing
