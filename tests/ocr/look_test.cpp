#include "ocr/look.hpp"

#include "deploy/sandbox/specimen.hpp"
#include "tests/sample_card_holder.hpp"

#include <gtest/gtest.h>
#include <opencv2/imgproc.hpp>

namespace ocr {
namespace {

/// The whole of a picture.
PageCandidate all_of(const cv::Mat& picture) {
    const auto right = static_cast<float>(picture.cols);
    const auto low = static_cast<float>(picture.rows);
    return {{{{0, 0}, {right, 0}, {right, low}, {0, low}}}, 0.8, 85.6 / 54, false};
}

Guess first_look(const cv::Mat& picture) {
    const auto guesses = look_at(picture, all_of(picture));
    return guesses.empty() ? Guess{} : guesses.front();
}

TEST(Look, TellsAFrontByItsPortrait) {
    const auto guess = first_look(draw_id_front(sample_card_holder));  // R10
    EXPECT_EQ(guess.kind, DocumentKind::id_front);
    EXPECT_EQ(guess.first, 0U);
    EXPECT_GT(guess.score, 0.8);
}

TEST(Look, SeesThePortraitOfACardThatLiesHalfInTheShade) {
    const cv::Mat card = draw_id_front(sample_card_holder);
    cv::Mat light(card.rows, 1, CV_32F);
    for (int y = 0; y < card.rows; ++y)  // dark above, as under a head that bends over it
        light.at<float>(y) = 0.3F + 0.7F * static_cast<float>(y) / static_cast<float>(card.rows);
    cv::resize(light, light, card.size());
    cv::Mat shaded;
    std::vector<cv::Mat> planes;
    cv::split(card, planes);
    for (auto& plane : planes) cv::multiply(plane, light, plane, 1, CV_8U);
    cv::merge(planes, shaded);
    const auto guess = first_look(shaded);  // R10
    EXPECT_EQ(guess.kind, DocumentKind::id_front);
    EXPECT_EQ(guess.first, 0U);
    EXPECT_GT(guess.score, 0.8);
}

TEST(Look, DoubtsAPageWithDeskInIt) {
    cv::Mat card = draw_id_front(sample_card_holder);
    EXPECT_EQ(first_look(card).paper, 1);
    const cv::Point low_left(0, card.rows);
    const std::vector<cv::Point> wedge{{0, 0}, {card.cols, 0}, {card.cols, card.rows / 6}};
    cv::fillConvexPoly(card, wedge, {90, 70, 50});
    const std::vector<cv::Point> other{low_left, {card.cols, card.rows}, {0, card.rows * 5 / 6}};
    cv::fillConvexPoly(card, other, {90, 70, 50});
    EXPECT_LT(first_look(card).paper, 0.8);  // R10
}

}  // namespace
}  // namespace ocr
