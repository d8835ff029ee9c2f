#include "kiosk/worker.hpp"

#include <algorithm>
#include <future>
#include <gtest/gtest.h>
#include <memory>
#include <vector>

namespace kiosk {
namespace {

TEST(MailboxOfMessages, GivesThemInOrder) {
    Mailbox<int> mailbox;
    mailbox.post(1);
    mailbox.post(2);
    EXPECT_EQ(mailbox.poll(), 1);
    EXPECT_EQ(mailbox.wait({}), 2);
    EXPECT_FALSE(mailbox.poll());
}

TEST(MailboxOfMessages, TakesWhatCannotBeCopied) {
    Mailbox<std::unique_ptr<int>> mailbox;
    mailbox.post(std::make_unique<int>(3));
    EXPECT_EQ(**mailbox.poll(), 3);
}

TEST(MailboxOfMessages, EndsTheWaitWhenAskedToStop) {
    Mailbox<int> mailbox;
    std::stop_source stop;
    auto waiting = std::async(std::launch::async, [&] { return mailbox.wait(stop.get_token()); });
    stop.request_stop();
    EXPECT_FALSE(waiting.get());
}

TEST(MailboxOfMessages, WakesWhoWaits) {
    Mailbox<int> mailbox;
    auto waiting = std::async(std::launch::async, [&] { return mailbox.wait({}); });
    mailbox.post(5);
    EXPECT_EQ(waiting.get(), 5);
}

TEST(WorkerThread, DoesItsJobsInOrder) {
    std::vector<int> done;
    std::promise<void> last;
    Worker worker;
    for (int i = 0; i < 20; ++i) worker.post([&done, i] { done.push_back(i); });
    worker.post([&] { last.set_value(); });
    last.get_future().wait();
    EXPECT_EQ(done.size(), 20U);
    EXPECT_TRUE(std::is_sorted(done.begin(), done.end()));
}

}  // namespace
}  // namespace kiosk
