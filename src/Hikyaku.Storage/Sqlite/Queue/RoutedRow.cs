using Hikyaku.Mail.Delivery;

namespace Hikyaku.Storage.Sqlite.Queue;

/// <summary>A recipient with what decides about its way.</summary>
/// <param name="Message">Its message.</param>
/// <param name="Number">Its number.</param>
/// <param name="Destination">Its destination so far.</param>
/// <param name="Mail">What routes look at; null when the address cannot be read.</param>
internal sealed record RoutedRow(long Message, int Number, string Destination, RoutedMail? Mail);
