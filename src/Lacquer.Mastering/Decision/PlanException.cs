namespace Lacquer.Mastering.Decision;

/// <summary>A wish that no plan can meet, or a plan that cannot be read: the user's to mend. One clear line.</summary>
/// <param name="message">What is wrong and what to do, in one line.</param>
/// <param name="innerException">The cause, when there is one.</param>
public sealed class PlanException(string message, Exception? innerException = null) : Exception(message, innerException);
