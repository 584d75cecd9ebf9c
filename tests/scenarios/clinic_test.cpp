// SPDX-License-Identifier: GPL-3.0-or-later
// The clinic page through the real window, controller, writer thread and file: stock across sessions, a form
// marked as sent, a document taken over.
#include "app/console/clinic_log.h"
#include "app/console/main_window.h"
#include "build_places.h"
#include "core/interop/located_json.h"
#include "core/interop/protocol_json.h"
#include "core/log/verify.h"
#include "support/catch.h"
#include "support/made_record.h"
#include "support/qt_words.h"
#include "support/temp_dir.h"
#include "ui/clinic/clinic_page.h"
#include "ui/style/text_label.h"

#include <QComboBox>
#include <QFile>
#include <QLineEdit>
#include <QListWidget>
#include <QPushButton>
#include <QTableWidget>
#include <QTest>

#include <algorithm>

using namespace chairside;
using namespace chairside::testing;

namespace {

const std::string kResources = CHAIRSIDE_SOURCE_DIR "/resources";
const Actor kNurse{"n1", "J. Okafor RN", Role::nurse}, kOther{"n2", "T. Lind RN", Role::nurse};

std::vector<LogItem> received(const StockReceived& what, std::int64_t utcMs) {
    SeededUuids ids(21);
    Command command;
    command.actor = kNurse;
    command.ask = what;
    std::vector<LogItem> out;
    const auto decision = decideStock({}, command, {MonoTime{}, {utcMs, 0}}, ids);
    REQUIRE(std::holds_alternative<std::vector<Event>>(decision));
    for (const auto& event : std::get<std::vector<Event>>(decision)) out.push_back({event.session, event});
    return out;
}

/// A session under the shipped esketamine protocol in which two devices of lot E9 were sprayed.
std::vector<LogItem> esketamineSession(std::int64_t utcMs) {
    const auto protocol = readProtocolFile(kResources + "/protocols/esket_in.json");
    REQUIRE(protocol);
    auto made = makeSession({.seed = 31, .openedUtcMs = utcMs, .sign = false});
    auto& opened = std::get<SessionOpened>(std::get<Event>(made.items.front().what).body);
    opened.protocolId = protocol->id;
    opened.protocolTitle = protocol->title;
    opened.protocolVersion = protocol->version;
    opened.protocolText = protocol->text;
    auto event = made.events.back();
    SeededUuids ids(32);
    for (int device : {1, 2}) {
        event.id = ids.next(utcMs);
        event.seq += 1;
        event.body = SprayGiven{device, 28, "E9"};
        made.items.push_back({made.session, event});
    }
    return made.items;
}

class Clinic {
public:
    explicit Clinic(const std::function<void(SegmentedStore&)>& before = {}) {
        options_.database = QString::fromStdString(folder_ / "record.db");
        options_.resources = QString::fromStdString(kResources);
        options_.source = SourceKind::manual;
        options_.smokeSeconds = 1; // closes without asking
        if (before) {
            auto store = SegmentedStore::open(plainFiles(folder_ / "record.db"));
            REQUIRE(store);
            before(*store.value());
        }
        catalogue_ = Catalogue::load(options_.resources, QString::fromStdString(folder_ / "clinic"));
        controller_ = std::make_unique<SessionController>(options_, host_);
        REQUIRE(controller_->openRecord());
        staff_ = std::make_unique<Staff>(QString::fromStdString(folder_ / "staff.json"));
        REQUIRE(staff_->add(kNurse));
        REQUIRE(staff_->add(kOther));
        window_ = std::make_unique<MainWindow>(options_, *controller_, catalogue_, *staff_);
        window_->resize(1366, 768);
        window_->show();
        window_->showPage(u("clinic"));
        page_ = window_->findChild<ClinicPage*>();
        REQUIRE(page_);
        log_ = window_->findChild<ClinicLog*>();
        REQUIRE(log_);
    }
    ~Clinic() {
        window_.reset();
        controller_.reset();
    }
    template <class Widget>
    Widget* named(const QString& name) {
        for (auto* one : page_->findChildren<Widget*>())
            if (one->accessibleName() == name && one->isVisible()) return one;
        INFO(name.toStdString());
        FAIL("not there");
        return nullptr;
    }
    void touch(const QString& text) {
        for (auto* one : page_->findChildren<QPushButton*>())
            if (one->text() == text && one->isVisible() && one->isEnabled()) {
                QTest::mouseClick(one, Qt::LeftButton);
                QCoreApplication::processEvents();
                return;
            }
        FAIL("no button " << text.toStdString());
    }
    void waitSaved() {
        CHECK(QTest::qWaitFor([this] { return log_->saving().isEmpty(); }, 5000));
    }
    QString cell(int row, int column) {
        auto* table = named<QTableWidget>(u("Lots in stock"));
        return table->item(row, column) ? table->item(row, column)->text() : QString();
    }
    bool shows(const QString& text) {
        QCoreApplication::processEvents();
        for (auto* label : page_->findChildren<TextLabel*>())
            if (label->isVisible() && label->text().contains(text)) return true;
        return false;
    }
    const std::string database() const { return folder_ / "record.db"; }
    const std::string clinicFolder() const { return folder_ / "clinic"; }
    Catalogue& catalogue() { return catalogue_; }
    ClinicPage& page() { return *page_; }
    ClinicLog& log() { return *log_; }

private:
    TempDir folder_;
    ConsoleOptions options_;
    SystemTime host_;
    Catalogue catalogue_;
    std::unique_ptr<SessionController> controller_;
    std::unique_ptr<Staff> staff_;
    std::unique_ptr<MainWindow> window_;
    ClinicPage* page_ = nullptr;
    ClinicLog* log_ = nullptr;
};

} // namespace

TEST_CASE("vials received and counted on the clinic page are in the record, chained and sound",
          "[clinic][H-10]") {
    std::string path;
    {
        Clinic clinic;
        CHECK(clinic.shows(u("No vial has been received yet.")));
        auto* drug = clinic.named<QComboBox>(u("Drug"));
        REQUIRE(drug->findText(u("ketamine 50 mg/mL, vial of 500 mg")) > 0);
        drug->setCurrentIndex(drug->findText(u("ketamine 50 mg/mL, vial of 500 mg")));
        clinic.named<QLineEdit>(u("Lot"))->setText(u("K-2207"));
        clinic.named<QLineEdit>(u("Expiry"))->setText(u("2090-06"));
        clinic.named<QLineEdit>(u("Containers"))->setText(u("10"));
        clinic.touch(u("Record receipt"));
        clinic.waitSaved();
        CHECK(clinic.cell(0, 1) == u("K-2207"));
        CHECK(clinic.cell(0, 6) == u("10"));
        clinic.touch(u("Count"));
        clinic.named<QLineEdit>(u("Found of ketamine 500 mg · lot K-2207"))->setText(u("9"));
        clinic.named<QComboBox>(u("Second person"))->setCurrentIndex(1);
        clinic.touch(u("Sign the count"));
        CHECK(clinic.shows(u("Name the discrepancy")));
        clinic.named<QLineEdit>(u("Explanation for ketamine 500 mg · lot K-2207"))->setText(u("one broken"));
        clinic.touch(u("Sign the count"));
        clinic.waitSaved();
        CHECK(clinic.cell(0, 6).startsWith(u("9")));
        path = clinic.database();
        auto history = HistoryReader::open(path);
        REQUIRE(history);
        const auto log = history.value()->clinicLog();
        REQUIRE(log);
        REQUIRE(log->size() == 3);
        const auto& counted = std::get<StockCounted>(log->back().body);
        CHECK(log->back().actor.id == "n1");
        CHECK(counted.second.id == "n2");
        const auto result = verify(path);
        for (const auto& finding : result.findings) UNSCOPED_INFO(finding.sentence);
        CHECK(result.sound());
        CHECK(result.sessions == 0);
    }
}

TEST_CASE(
    "devices sprayed in a session leave the stock, and its form is tracked until somebody marks it as sent",
    "[clinic]") {
    // At ten in the morning, so that five days ago is five days ago at any hour of the test.
    constexpr std::int64_t kDayMs = 86'400'000, kTenMs = 36'000'000;
    const auto wall = systemWallNow();
    const auto now = wall.utcMs - (wall.utcMs + wall.offsetMin * 60'000LL) % kDayMs + kTenMs;
    Clinic clinic([&](SegmentedStore& store) {
        REQUIRE(store.commit(received({"esketamine", "E9", "2090-01", 0, 28, 6, "", ""}, now - 9 * kDayMs))
                    .refused.empty());
        REQUIRE(store.commit(esketamineSession(now - 5 * kDayMs)).refused.empty());
    });
    CHECK(clinic.cell(0, 1) == u("E9"));
    CHECK(clinic.cell(0, 6) == u("4"));
    clinic.touch(u("Monitoring forms"));
    auto* list = clinic.named<QListWidget>(u("Monitoring forms"));
    REQUIRE(list->count() == 1);
    CHECK(list->item(0)->data(TwoLineRow::Badge).toString() == u("2 days left"));
    CHECK(list->item(0)->data(TwoLineRow::Loud).toBool());
    CHECK(clinic.shows(u("To be filled in by a person")));
    CHECK(clinic.shows(u("prepared by Chairside, sent by a person")));
    clinic.touch(u("Mark as sent"));
    clinic.waitSaved();
    CHECK(list->item(0)->data(TwoLineRow::Badge).toString() == u("sent"));
    CHECK(clinic.shows(u("Chairside did not send it and can't check it.")));
    REQUIRE(clinic.log().forms().size() == 1);
    CHECK(clinic.log().forms().front().sent->sentBy == "J. Okafor RN");
    CHECK(verify(clinic.database()).sound());
}

TEST_CASE("a protocol taken over on the page is in force for the next session", "[clinic]") {
    Clinic clinic;
    const auto ports = [&](const std::string& file) {
        return previewDocument(file, clinic.catalogue().documents, clinic.clinicFolder());
    };
    auto text = readWholeFile(kResources + "/protocols/ket_iv_pain.json", 1u << 20);
    REQUIRE(text);
    const auto at = text->find("\"version\": ");
    text.value().replace(at, std::string("\"version\": 2").size(), "\"version\": 9");
    const auto file = clinic.clinicFolder() + ".json";
    {
        QFile out(QString::fromStdString(file));
        REQUIRE(out.open(QIODevice::WriteOnly));
        out.write(QByteArray::fromStdString(text.value()));
    }
    const auto preview = ports(file);
    REQUIRE(preview);
    REQUIRE(importDocument(preview.value(), clinic.clinicFolder()));
    clinic.catalogue() =
        Catalogue::load(QString::fromStdString(kResources), QString::fromStdString(clinic.clinicFolder()));
    CHECK(clinic.catalogue().problems.isEmpty());
    CHECK(clinic.catalogue().protocol("ket-iv-pain")->version == 9);
    clinic.page().open(ClinicPage::Section::protocols);
    clinic.page().reload();
    clinic.named<QListWidget>(u("Protocols"))->setCurrentRow(0); // the one before stays chosen over a reload
    CHECK(clinic.shows(u("Version 9 · the clinic's own · ket-iv-pain-v9.json")));
}
