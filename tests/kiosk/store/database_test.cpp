#include "kiosk/store/database.hpp"

#include "kiosk/store/statement.hpp"
#include "tests/kiosk/store/temporary_file.hpp"

#include <fstream>
#include <gtest/gtest.h>
#include <stdexcept>

namespace kiosk::store {
namespace {

std::string pragma(Database& database, const std::string& name) {
    Statement asked(database.handle(), "PRAGMA " + name);
    EXPECT_TRUE(asked.step().value());
    return asked.text(0);
}

TEST(Database, WritesAheadAndSynchronises) {
    const TemporaryFolder folder;
    Database database(folder.file());
    EXPECT_EQ(pragma(database, "journal_mode"), "wal");
    EXPECT_EQ(pragma(database, "synchronous"), "2");
}

TEST(Database, IsReadableByItsOwnerOnly) {
    const TemporaryFolder folder;
    const Database database(folder.file());
    EXPECT_EQ(std::filesystem::status(folder.file()).permissions(),
              std::filesystem::perms::owner_read | std::filesystem::perms::owner_write);
}

TEST(Database, CannotBeMadeOfSomethingElse) {
    const TemporaryFolder folder;
    std::ofstream(folder.file()) << "this is a letter, not a database, and it is long enough";
    EXPECT_THROW(Database{folder.file()}, std::runtime_error);
}

TEST(Database, CannotBeOpenedWhereThereIsNoFolder) {
    EXPECT_THROW(Database{"/nowhere/kiosk.db"}, std::runtime_error);
}

}  // namespace
}  // namespace kiosk::store
