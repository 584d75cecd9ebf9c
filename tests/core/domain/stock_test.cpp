// SPDX-License-Identifier: GPL-3.0-or-later
// The stock across sessions: what came in, what sessions drew, what a count found; and who may say so.
#include "core/domain/stock.h"
#include "support/catch.h"

using namespace chairside;

namespace {

const Actor kStockNurse{"n1", "J. Okafor RN", Role::nurse}, kStockOther{"n2", "M. Silva RN", Role::nurse};
constexpr std::int64_t kStockDayMs = 86'400'000;

struct Clinic {
    StockBook book;
    SeededUuids ids{7};
    std::int64_t utcMs = 1'795'255'200'000; // 2026-11-21
    std::string sentence;

    /// True when it was recorded; the answer's sentence otherwise.
    bool enter(EventBody ask, bool sure = false, std::optional<Uuid> corrects = {}, Actor who = kStockNurse) {
        Command command;
        command.actor = std::move(who);
        command.ask = std::move(ask);
        command.sure = sure;
        command.corrects = corrects;
        utcMs += 60'000;
        const auto decision = decideStock(book, command, {MonoTime{}, {utcMs, 60}}, ids);
        sentence.clear();
        if (const auto* refusal = std::get_if<Refusal>(&decision)) sentence = refusal->sentence;
        if (const auto* question = std::get_if<Question>(&decision)) sentence = question->sentence;
        const auto* events = std::get_if<std::vector<Event>>(&decision);
        if (!events) return false;
        for (const auto& event : *events) book.apply(event);
        return true;
    }
    bool receive(int count, const std::string& lot = "L1", const std::string& expiry = "2027-06") {
        return enter(StockReceived{"ketamine", lot, expiry, 50, 500, count, "Wholesale", "INV-7"});
    }
    void draw(double mg, double vialMg, const std::string& lot = "L1", std::uint8_t session = 1,
              bool fromOpenVial = false) {
        Event event;
        event.id = ids.next(++utcMs);
        event.session.bytes[0] = session;
        event.seq = ++seq;
        event.body = DrugDrawn{"v", lot, "2027-06", mg, mg / 50, 50, vialMg, fromOpenVial};
        last = event;
        book.apply(event, "ketamine");
    }
    const StockLot lot(const std::string& name = "L1") const {
        for (const auto& one : book.lots())
            if (one.lot == name) return one;
        return {};
    }
    bool count(int expected, int found, const std::string& why, const Actor& second = kStockOther) {
        return enter(StockCounted{{{"ketamine", "L1", expected, found, why}}, second});
    }
    std::int64_t seq = 0;
    Event last;
};

Protocol marked(const std::string& drug, int lowContainers, int expiresSoonDays) {
    Protocol protocol;
    protocol.dosing.drug = drug;
    protocol.dosing.lowContainers = lowContainers;
    protocol.dosing.expiresSoonDays = expiresSoonDays;
    return protocol;
}

} // namespace

TEST_CASE("vials come in, sessions draw from them, and the book says what must be left", "[domain][H-10]") {
    Clinic clinic;
    REQUIRE(clinic.receive(10));
    REQUIRE(clinic.receive(5));
    CHECK(clinic.lot().expected() == 15);
    clinic.draw(35, 500); // single use: the rest is wasted with the session
    clinic.draw(560, 500);
    CHECK(clinic.lot().opened == 3);
    CHECK(clinic.lot().expected() == 12);
    clinic.draw(200, 0, " l1 "); // the rest stays in stock; the lot as somebody typed it
    CHECK(clinic.lot().expected() == 12);
    clinic.draw(400, 0, "L1");
    CHECK(clinic.lot().expected() == 11);
    REQUIRE(clinic.enter(StockRemoved{"ketamine", "L1", 2, "broken", kStockOther}));
    CHECK(clinic.lot().expected() == 9);
    CHECK(clinic.book.lots().size() == 1);
}

TEST_CASE("the stock falls once for a vial that was drawn from twice in a session", "[domain][H-10]") {
    Clinic clinic;
    REQUIRE(clinic.receive(10));
    clinic.draw(35, 500);
    clinic.draw(20, 500, " l1 ", 1, true);
    CHECK(clinic.lot().opened == 1);
    CHECK(clinic.lot().expected() == 9);
    clinic.draw(20, 500); // a new vial, as nothing else is said
    CHECK(clinic.lot().expected() == 8);
    clinic.draw(20, 500, "L1", 2, true); // nothing is open in that other session: it opened one
    CHECK(clinic.lot().expected() == 7);
}

TEST_CASE("a draw that is corrected or withdrawn in its session counts once, with its last words",
          "[domain]") {
    Clinic clinic;
    REQUIRE(clinic.receive(10));
    clinic.draw(35, 500);
    auto corrected = clinic.last;
    corrected.id = clinic.ids.next(1);
    corrected.corrects = clinic.last.id;
    std::get<DrugDrawn>(corrected.body).lot = "L2";
    clinic.book.apply(corrected, "ketamine");
    clinic.book.apply(corrected, "ketamine"); // told twice
    CHECK(clinic.lot().expected() == 10);
    CHECK(clinic.lot("L2").expected() == -1);
    CHECK_FALSE(clinic.lot("L2").known);
    Event withdrawn = corrected;
    withdrawn.id = clinic.ids.next(2);
    withdrawn.corrects = corrected.id;
    withdrawn.body = EntryWithdrawn{"wrong patient"};
    clinic.book.apply(withdrawn, "ketamine");
    CHECK(clinic.book.lots().size() == 1);
}

TEST_CASE("each nasal device that was sprayed leaves the stock, unless it was drawn as well", "[domain]") {
    Clinic clinic;
    REQUIRE(clinic.enter(StockReceived{"esketamine", "E9", "2027-01-31", 0, 28, 6, "", ""}));
    const auto spray = [&](std::uint8_t session) {
        Event event;
        event.id = clinic.ids.next(++clinic.utcMs);
        event.session.bytes[0] = session;
        event.seq = ++clinic.seq;
        event.body = SprayGiven{1, 28, "E9"};
        clinic.book.apply(event, "esketamine");
    };
    spray(1), spray(1), spray(2);
    CHECK(clinic.lot("E9").expected() == 3);
    Event drawn;
    drawn.id = clinic.ids.next(9);
    drawn.session.bytes[0] = 2;
    drawn.body = DrugDrawn{"d", "E9", "", 28, 0, 0, 28};
    clinic.book.apply(drawn, "esketamine");
    CHECK(clinic.lot("E9").expected() == 3);
}

TEST_CASE("a count needs two different people and a word for every difference", "[domain][H-10]") {
    Clinic clinic;
    REQUIRE(clinic.receive(10));
    clinic.draw(35, 500);
    CHECK_FALSE(clinic.count(9, 9, "", Actor{}));
    CHECK_FALSE(clinic.count(9, 9, "", kStockNurse));
    CHECK(clinic.sentence.find("two different people") != std::string::npos);
    CHECK_FALSE(clinic.count(9, 8, " "));
    CHECK(clinic.sentence ==
          "ketamine, lot L1: 8 found, 9 expected. Name the discrepancy: what is known of it?");
    CHECK_FALSE(clinic.count(10, 9, ""));
    CHECK(clinic.sentence.find("The book changed while you were counting") != std::string::npos);
    REQUIRE(clinic.count(9, 8, "one vial missing, reported to the director"));
    CHECK(clinic.lot().expected() == 8);
    CHECK(clinic.lot().difference == -1);
    REQUIRE(clinic.count(8, 8, ""));
    const auto counted = clinic.book.entries().back();
    CHECK_FALSE(clinic.enter(EntryWithdrawn{"mistake"}, false, counted.id));
    CHECK(clinic.sentence.find("stays") != std::string::npos);
}

TEST_CASE("removal and receipt are guarded, and a wrong receipt can be withdrawn with a reason",
          "[domain][H-10]") {
    Clinic clinic;
    CHECK_FALSE(clinic.enter(StockRemoved{"ketamine", "L1", 1, "broken", kStockOther}));
    CHECK_FALSE(clinic.receive(0));
    CHECK_FALSE(clinic.receive(3, " "));
    CHECK_FALSE(clinic.receive(3, "L1", "06/27"));
    CHECK_FALSE(clinic.receive(3, "L1", "2027-13"));
    CHECK_FALSE(clinic.receive(3, "L1", "2026-10")); // expired: asked
    CHECK(clinic.sentence == "Lot L1 expired with 2026-10. Record it as received?");
    CHECK_FALSE(clinic.receive(500));
    CHECK_FALSE(clinic.enter(StockReceived{"ketamine", "L1", "2027-06", 50, 0, 1, "", ""}));
    CHECK_FALSE(clinic.enter(StockReceived{"ketamine", "L1", "2027-06", 50, 500, 1, "", ""}, false, {}, {}));
    CHECK(clinic.book.entries().empty());
    REQUIRE(clinic.receive(10));
    CHECK_FALSE(clinic.receive(10, "L1", "2027-07")); // the same lot cannot have two expiries
    CHECK_FALSE(clinic.enter(StockRemoved{"ketamine", "L1", 11, "broken", kStockOther}));
    CHECK_FALSE(clinic.enter(StockRemoved{"ketamine", "L1", 1, "", kStockOther}));
    CHECK_FALSE(clinic.enter(StockRemoved{"ketamine", "L1", 1, "broken", kStockNurse}));
    const auto receipt = clinic.book.entries().back().id;
    CHECK_FALSE(clinic.enter(EntryWithdrawn{" "}, false, receipt));
    REQUIRE(clinic.enter(EntryWithdrawn{"typed the wrong lot"}, false, receipt));
    CHECK(clinic.book.lots().empty());
    CHECK_FALSE(clinic.enter(EntryWithdrawn{"again"}, false, receipt));
    CHECK_FALSE(clinic.enter(NoteWritten{"hello", {}}));
}

TEST_CASE("a lot is good to the end of its month or day, marked as many days before as told", "[domain]") {
    CHECK(expiryOn("2027-06", "2027-05-30", 30) == Expiry::fine);
    CHECK(expiryOn("2027-06", "2027-05-31", 30) == Expiry::soon);
    CHECK(expiryOn("2027-06", "2027-06-29") == Expiry::fine); // without marks only what is over is told
    CHECK(expiryOn("2027-06", "2027-06-30", 30) == Expiry::soon);
    CHECK(expiryOn("2027-06", "2027-07-01") == Expiry::expired);
    CHECK(expiryOn("2028-02", "2028-02-29", 1) == Expiry::soon);
    CHECK(expiryOn("2027-06-15", "2027-06-16") == Expiry::expired);
    for (const char* bad : {"", "06/2027", "2027-6", "2027-13", "2027-02-30", "tomorrow"})
        CHECK(expiryOn(bad, "2027-01-01") == Expiry::unreadable);
}

TEST_CASE("a session is offered what is left and not expired, and little stock is told", "[domain]") {
    Clinic clinic;
    clinic.book.markAs({marked("ketamine", 3, 40), marked("Ketamine", 2, 10)});
    REQUIRE(clinic.receive(4, "L1"));
    REQUIRE(clinic.receive(1, "L0", "2026-12"));
    clinic.draw(35, 500, "L0");
    clinic.draw(35, 500, "X1");
    auto usable = clinic.book.usable("Ketamine", "2026-11-21");
    REQUIRE(usable.size() == 1);
    CHECK(usable.front().lot == "L1");
    CHECK(clinic.book.low("2026-11-21").empty());
    clinic.draw(35, 500);
    CHECK(clinic.book.low("2026-11-21") ==
          std::vector<std::string>{"ketamine 500 mg (50 mg/mL): only 3 containers left."});
    CHECK(clinic.book.usable("ketamine", "2027-07-01").empty());
    CHECK(clinic.book.low("2027-07-01").front().find("none left") != std::string::npos);
    CHECK(clinic.book.usable("esketamine", "2026-11-21").empty());
    CHECK(expiryOn(clinic.lot("L0"), "2026-11-21") == Expiry::soon); // 40 days
    clinic.book.markAs({marked("ketamine", 0, 10)});                 // the protocol was changed
    CHECK(clinic.book.low("2026-11-21").empty());
    CHECK(expiryOn(clinic.lot("L0"), "2026-11-21") == Expiry::fine);
}

TEST_CASE("the clinic's log begins once, counts without holes, and its clock never goes back", "[domain]") {
    StockBook book;
    SeededUuids ids(3);
    std::int64_t seq = 0;
    MonoTime last{};
    for (const std::int64_t utc : {10 * kStockDayMs, 12 * kStockDayMs, 11 * kStockDayMs, 13 * kStockDayMs}) {
        Command command;
        command.actor = kStockNurse;
        command.ask = StockReceived{"ketamine", "L1", "2099-01", 50, 500, 1, "", ""};
        const auto decision = decideStock(book, command, {MonoTime{}, {utc, 0}}, ids);
        REQUIRE(std::holds_alternative<std::vector<Event>>(decision));
        const auto& events = std::get<std::vector<Event>>(decision);
        CHECK(events.size() == (seq == 0 ? 2 : 1));
        for (const auto& event : events) {
            CHECK(event.session == kClinicLog);
            CHECK(event.seq == ++seq);
            CHECK(event.at.mono >= last);
            last = event.at.mono;
            book.apply(event);
        }
    }
    CHECK(toMs(last) == 3 * kStockDayMs);
}

TEST_CASE("a form is marked as sent by somebody on a day that has come", "[domain]") {
    Clinic clinic;
    Uuid session;
    session.bytes[0] = 9;
    CHECK_FALSE(clinic.enter(FormSent{{}, "rems", "J. Okafor RN", "2026-11-21"}));
    CHECK_FALSE(clinic.enter(FormSent{session, "rems", "", "2026-11-21"}));
    CHECK_FALSE(clinic.enter(FormSent{session, "rems", "J. Okafor RN", "2026-11-22"}));
    CHECK_FALSE(clinic.enter(FormSent{session, "rems", "J. Okafor RN", "yesterday"}));
    CHECK(clinic.enter(FormSent{session, "rems", "J. Okafor RN", "2026-11-20"}));
}
