// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/log/segment_files.h"
#include "support/catch.h"
#include "support/temp_dir.h"

#include <filesystem>
#include <fstream>

using namespace chairside;
using namespace chairside::testing;

TEST_CASE(
    "segments of a record are found in both folders, by their number, and nothing else is taken for one",
    "[log][H-08]") {
    const TempDir dir;
    for (const char* folder : {"here", "there"}) std::filesystem::create_directories(dir / folder);
    for (const char* name :
         {"here/r.db", "here/r-000010.db", "here/r-000003.db", "there/r-000002.db", "here/r-000002.merged",
          "here/r-00002.db", "here/r-0000002.db", "here/r-00000x.db", "here/q-000002.db",
          "here/r-000002.db-wal", "here/r-2026-11-22.backup.db", "there/r2-000004.db", "there/x-r-000004.db"})
        std::ofstream(dir / name) << "x";
    std::vector<std::string> found;
    for (const auto& [number, path] : segmentFilesOf(dir / "here/r.db", dir / "there", RealDisk{}))
        found.push_back(std::to_string(number) + " " + path);
    CHECK(found == std::vector<std::string>{"2 " + (dir / "there/r-000002.db"),
                                            "3 " + (dir / "here/r-000003.db"),
                                            "10 " + (dir / "here/r-000010.db")});
    CHECK(segmentFilesOf(dir / "here/r.db", "", RealDisk{}).size() == 2);
    std::filesystem::create_directory_symlink(dir / "here", dir / "alias");
    for (const char* same : {"here", "alias"}) // a second folder that is the first one
        CHECK(segmentFilesOf(dir / "here/r.db", dir / same, RealDisk{}).size() == 2);
    CHECK(segmentFilesOf(dir / "here/r.db", dir / "not mounted", RealDisk{}).size() == 2);
    CHECK(segmentFilesOf(dir / "nowhere/r.db", "", RealDisk{}).empty());
    CHECK(segmentPath(dir / "here", dir / "there/r.db", 3) == dir / "here/r-000003.db");
    CHECK(segmentPath("/a", "record", 123'456) == "/a/record-123456.db");
}
