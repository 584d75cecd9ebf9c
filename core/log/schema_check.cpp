// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/log/schema_check.h"

#include "core/base/phrase.h"
#include "core/log/store.h"

#include <array>
#include <mutex>
#include <optional>

namespace chairside {
namespace {

struct Part {
    const char* query;
    int columns;
    const char* sentence;
};
constexpr std::array kParts{
    Part{"SELECT type, name, tbl_name, sql FROM sqlite_schema ORDER BY 1, 2", 4,
         "The tables or triggers of the file are not those of a Chairside record: they were changed."},
    Part{"SELECT key, value FROM about ORDER BY key", 2,
         "The description of the file in the file was changed."},
    Part{"SELECT key, meaning, unit, loinc FROM channel ORDER BY key", 4,
         "The description of the channels in the file was changed."},
    // Zeros stay in it when a start ends between taking and giving back the space: the next session clears
    // them.
    Part{"SELECT n FROM reserve WHERE filler IS NOT zeroblob(4000)", 1,
         "The space reserve of the file holds something."}};
using Texts = std::array<std::string, kParts.size()>;

/// Every row of a query as one text.
Result<std::string> dump(Database& db, const Part& part) {
    auto rows = db.prepare(part.query);
    if (!rows) return rows.error();
    std::string out;
    for (;;) {
        auto row = rows->step();
        if (!row) return row.error();
        if (!row.value()) return out;
        for (int i = 0; i < part.columns; ++i) (out += rows->text(i)) += '\x1f';
        out += '\x1e';
    }
}

/// What this program would have made itself.
Result<Texts> made(std::span<const Migration> migrations) {
    auto reference = Database::open(":memory:", {OpenMode::writer, "", false, "FULL", true});
    if (!reference) return reference.error();
    if (auto done = migrate(*reference.value(), migrations, {}); !done) return done.error();
    Texts texts;
    for (std::size_t i = 0; i < kParts.size(); ++i) {
        auto text = dump(*reference.value(), kParts[i]);
        if (!text) return text.error();
        texts[i] = std::move(text).value();
    }
    return texts;
}

Result<Texts> madeUpTo(int version, std::span<const Migration> migrations) {
    const auto released = releasedMigrations();
    if (version == kSchemaVersion && migrations.data() == released.data()) {
        // The usual question has always the same answer; made once, it costs a start nothing. A failure is
        // not kept: memory that was short once must not refuse every record from then on.
        static std::mutex mutex;
        static std::optional<Texts> newest;
        const std::scoped_lock lock(mutex);
        if (newest) return *newest;
        auto texts = made(released);
        if (texts) newest = texts.value();
        return texts;
    }
    std::size_t count = 0;
    while (count < migrations.size() && migrations[count].toVersion <= version) ++count;
    return made(migrations.first(count));
}

Result<std::string> firstDifference(Database& db, std::span<const Migration> migrations, std::size_t parts) {
    auto version = schemaVersionOf(db);
    if (!version) return version.error();
    // Empty: nothing to run, nothing to read. Newer: refused in words of its own.
    if (version.value() == 0 || version.value() > migrations.back().toVersion) return std::string();
    auto ours = madeUpTo(version.value(), migrations);
    if (!ours) return ours.error();
    for (std::size_t i = 0; i < parts; ++i) {
        auto theirs = dump(db, kParts[i]);
        if (!theirs) return theirs.error();
        if (theirs.value() != ours.value()[i]) return std::string(kParts[i].sentence);
    }
    return std::string();
}

} // namespace

Result<std::string> howSchemaDiffers(Database& db, std::span<const Migration> migrations) {
    return firstDifference(db, migrations, kParts.size());
}

Status refuseForeignObjects(Database& db, std::span<const Migration> migrations) {
    auto difference = firstDifference(db, migrations, 1);
    if (!difference) return difference.error();
    if (difference->empty()) return Done{};
    return Error{phrase("The file {1} is not used: its tables or triggers are not those of a Chairside "
                        "record, so opening it could run what somebody put into it. It was left untouched. "
                        "Choose another file, or restore a backup.",
                        db.path())};
}

} // namespace chairside
