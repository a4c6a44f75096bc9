// A table with the shape of its rows.
/** What one question is answered with, in nobody's style: sentences, those that begin with `?` may be left out. */
export interface Matter {
  question: string
  says: readonly string[]
}

/** Values that stand in a matter's braces. */
export const fillings: Record<string, readonly string[]> = {
  day: ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday'],
  date: ['4 May', '17 June', '2 October', '21 March', '9 November', '30 August'],
  count: ['two', 'three', 'four', 'five', 'seven', 'ten'],
  amount: ['€4.90', '€12', '€25.50', '€38', '€60', '€149'],
  hour: ['8:30', '9:15', '10:00', '14:30', '16:45', '18:00'],
  percent: ['5 %', '10 %', '15 %', '20 %', '25 %', '50 %'],
  number: ['20417', '33180', '51926', '70264', '84553', '91037'],
  street: ['12 Mill Lane', '8 Station Road', '41 Harbour Street', '3 Orchard Row', '27 Bridge Street'],
  thing: ['kettle', 'lamp', 'jacket', 'desk', 'blender', 'tent', 'rug', 'mirror'],
  color: ['blue', 'green', 'grey', 'red', 'black', 'white'],
  room: ['lobby', 'garden', 'gym', 'lounge', 'studio', 'hall'],
}

/** Written for no business in particular, by the same hand, without greeting or closing. Data. */
export const matters: readonly Matter[] = [
  // A shop
  m(
    'Where is my order?',
    'Your order left our warehouse on {day}. It is with the driver now and will arrive within {count} days.',
    '?You will get an email with the tracking number {number}.',
  ),
  m(
    'Can I send back the {thing} that I bought?',
    'Yes, you can return the {thing} within {count} weeks. Please use the label in the parcel.',
    'We will refund {amount} when the item is here.',
    '?You do not need the original box.',
  ),
  m(
    'Do you have the {thing} in {color}?',
    'The {thing} in {color} is not in stock at the moment. We are getting new items on {date}.',
    '?If you want, we can keep one for you.',
  ),
  m(
    'My {thing} arrived broken. What now?',
    'We are sorry that the {thing} was damaged. Please send us a photo of the item and of the box.',
    'We will send you a replacement on {day}.',
    '?It is not necessary to send the old one back.',
  ),
  m(
    'How much is delivery?',
    'Delivery costs {amount}. It is free of charge for orders over {amount}.',
    '?We do not deliver on Sundays.',
  ),
  m(
    'Can you change the address of my order {number}?',
    'We have changed the address of order {number} to {street}. The parcel has not left yet, so it will go there.',
    '?Please check the label when it arrives.',
  ),
  m(
    'There is a mistake on my invoice.',
    'You are right, the invoice {number} is wrong. We have made a new one about {amount} and it is in your account.',
    '?We are sorry for the trouble.',
  ),
  m(
    'Does the voucher work online?',
    'The voucher works in the shop and online. You can enter the code before you pay and it takes off {percent}.',
    '?It cannot be used together with another offer.',
  ),
  m(
    'Can I pick up my order myself?',
    'You can collect the order at {street} from {hour}. Please bring the number {number} with you.',
    '?We will keep it for {count} days.',
  ),
  // A hotel
  m(
    'Can I check in early?',
    'You can check in from {hour}. If your room is ready before, we will tell you.',
    '?You are welcome to leave your luggage with us and use the {room}.',
  ),
  m(
    'Is breakfast included?',
    'Breakfast is not included in this rate. It costs {amount} for each person and we serve it until {hour}.',
    '?Children do not pay.',
  ),
  m(
    'Can I bring my dog?',
    'Dogs are welcome. We charge {amount} a night because the room has to be cleaned specially.',
    '?They cannot come into the {room}.',
  ),
  m(
    'Can I change my booking to {date}?',
    'We have moved your booking to {date}. The price does not change.',
    '?Please tell us before {day} if you want a different room.',
  ),
  m(
    'Is there parking?',
    'There is a car park behind the house. A space costs {amount} a day and you do not need to reserve it.',
    '?There are {count} places where you can charge an electric car.',
  ),
  m(
    'I left my {thing} in the room.',
    'We have found your {thing} in the room. We can send it to {street} or keep it here for {count} weeks.',
    '?Sending it costs {amount}.',
  ),
  m(
    'The room was noisy last night.',
    'We are sorry that you could not sleep. There was a party in the {room} and it should not have gone on so long.',
    'We have taken {amount} off your bill.',
  ),
  m(
    'Is the pool open in winter?',
    'The pool is open all year until {hour}. It is heated, so you can use it in winter too.',
    '?There are towels in the {room}.',
  ),
  m(
    'Do you have a shuttle from the station?',
    'Our bus leaves the station at {hour}. It is free of charge for our customers, but you have to book it before {day}.',
    '?The driver will wait for {count} minutes.',
  ),
  // A software maker
  m(
    'I cannot log in.',
    'We have reset your password, so you can log in now. Please choose a new one in the next {count} hours.',
    '?If it does not work, please clear the data of the app and try again.',
  ),
  m(
    'How do I export my data?',
    'You can export your data in the settings. The app makes a file and sends you a link when it is ready.',
    '?That takes about {count} minutes.',
    '?It does not include pictures.',
  ),
  m(
    'The app crashes when I open a report.',
    'We know about this problem and have fixed it. You will get the new version on {day}.',
    '?Until then you can open the report in the browser.',
  ),
  m(
    'How many people can use one account?',
    'Your plan is for {count} people. You can add more at any time and each costs {amount} a month.',
    '?We do not charge for people who only read.',
  ),
  m(
    'I was charged twice.',
    'We have checked your account and you are right. We will refund {amount} and you will have it by {date}.',
    '?We are sorry about the mistake.',
  ),
  m(
    'Is there an offline mode?',
    'No, there is no offline mode at the moment. We are working on it and it will come on {date}.',
    '?We will write to you when it is there.',
  ),
  m(
    'How do I cancel the automatic renewal?',
    'You can turn off the renewal in your account. Your subscription will end on {date} and you will not pay again.',
    '?Your data will stay there for {count} weeks.',
  ),
  m(
    'My colleague does not get the invitation.',
    'The invitation was sent at {hour}. Please ask your colleague to look in the spam folder.',
    'If it is not there, we will send it again.',
  ),
  m(
    'Can I change the color of the buttons?',
    'You can change the color in the settings. Choose {color} or any other and save it.',
    '?It will take {count} minutes until everybody sees it.',
  ),
  // A clinic
  m(
    'Can I move my appointment?',
    'We have moved your appointment to {day} at {hour}. Please arrive {count} minutes early.',
    '?You do not need to bring anything.',
  ),
  m(
    'Do I need a letter from my doctor?',
    'You do not need a letter for a first visit. Please bring your insurance card and a list of your medicines.',
    '?The visit takes about {count} minutes.',
  ),
  m(
    'When do I get the results?',
    'The results will be ready on {day}. We will call you and explain what they mean.',
    '?You can also read them in your account.',
  ),
  m(
    'How much is a cleaning?',
    'A cleaning costs {amount}. Your insurance may pay a part of it, so please ask them before.',
    '?It takes about {count} minutes.',
  ),
  m(
    'Is there an appointment this week?',
    'There is a free appointment on {day} at {hour}. If you want it, we will keep it for you until {hour}.',
    '?You are also on the list for an earlier one.',
  ),
  m(
    'I will be late.',
    'That is not a problem. We can see you until {hour}, but you may have to wait for {count} minutes.',
    '?Please come straight to the {room}.',
  ),
  m(
    'Do you treat children?',
    'Yes, we treat children from the age of {count}. You can stay with your child the whole time.',
    '?There are toys and books in the {room}.',
  ),
  m(
    'Can I get a copy of my records?',
    'You can get a copy of your records. It costs {amount} and we need {count} days.',
    '?We will need to see your passport because of the rules.',
  ),
  m(
    'What should I do before the operation?',
    'Please do not eat after {hour}. You can drink water until {count} hours before.',
    'It is important that somebody takes you home.',
  ),
  // A gym and studio
  m(
    'How do I freeze my membership?',
    'You can pause your membership for up to {count} months. We will not charge you in that time.',
    '?Please tell us by {date} and we will do it.',
  ),
  m(
    'Is there a free trial?',
    'You can try everything for {count} days. It does not cost anything and it ends by itself.',
    '?Please bring a towel and clean shoes.',
  ),
  m(
    'What time is the yoga class?',
    'The class is on {day} at {hour} in the {room}. There are {count} places left, so you should book soon.',
    '?Mats are there.',
  ),
  m(
    'Can I bring a friend?',
    'You can bring a friend on {day}. They pay {amount} and have to be over sixteen.',
    '?It is not possible at the weekend.',
  ),
  m(
    'I was charged after I left.',
    'We are sorry about this. Your membership ended on {date}, so you should not have paid {amount}.',
    'We will send the money back today.',
  ),
  m(
    'Are there lockers?',
    'There are lockers beside the {room}. You need a coin or your own lock.',
    '?We open all of them at {hour}, so please do not leave anything there.',
  ),
  m(
    'Do you have a student discount?',
    'Students get {percent} off. Please show us your card when you come in.',
    '?We have to check it again every {count} months.',
  ),
  m(
    'The treadmill does not work.',
    'We know that the machine is broken. The mechanic will come on {day} and it should work after that.',
    '?There are {count} more in the {room}.',
  ),
  // Repairs
  m(
    'How long does the repair of my {thing} take?',
    'The repair of your {thing} takes about {count} days. We are waiting for a part and it will be here on {day}.',
    '?We will tell you when you can collect it.',
  ),
  m(
    'What does the repair cost?',
    'The repair costs {amount}. We will not start before you agree.',
    '?If you do not want it, you pay {amount} for the check.',
  ),
  m(
    'Can somebody come to my house?',
    'Our mechanic can come to {street} on {day}. He will be there at about {hour}.',
    '?You do not have to move anything.',
  ),
  m(
    'Is it still under warranty?',
    'Your {thing} is under warranty until {date}. You do not have to pay for the part or the work.',
    '?Please keep the invoice {number}.',
  ),
  m(
    'The heating makes a strange noise.',
    'It is probably air in the pipes. You can turn the pump off for {count} minutes and try again.',
    'If you still hear it, we will send somebody on {day}.',
  ),
  m(
    'Can you repair my old {thing}?',
    'We have looked at your {thing} and it cannot be repaired. A part is missing and nobody makes it now.',
    '?We would recommend the new model, which costs {amount}.',
  ),
  m(
    'Do you have the spare part?',
    'We have the part in our workshop. It costs {amount} and you can collect it at {street}.',
    '?It is easy to put in and takes {count} minutes.',
  ),
  m(
    'The mechanic did not come.',
    'We are sorry that nobody came. The van had a problem and we should have called you.',
    'We can come on {day} at {hour} and you will not pay for the visit.',
  ),
  // Courses
  m(
    'When does the next course begin?',
    'The next course begins on {date}. It has {count} lessons and they are always on {day}.',
    '?You do not need to know anything before.',
  ),
  m(
    'I missed a lesson. What can I do?',
    'You can watch the lesson in your account. The teacher has also put the papers there.',
    '?If you have a question, please ask it in the next lesson on {day}.',
  ),
  m(
    'Do I get a certificate?',
    'You will get a certificate if you come to {count} lessons. We will send it by email after {date}.',
    '?It is not an official exam.',
  ),
  m(
    'Can I pay in parts?',
    'You can pay in {count} parts. The first is {amount} and we need it before {date}.',
    '?There is no extra charge.',
  ),
  m(
    'Can I cancel the course?',
    'You can cancel until {date} and we will refund the whole price. After that we have to keep {percent}.',
    '?You can also give your place to a friend.',
  ),
  m(
    'Which level should I choose?',
    'We would recommend that you do the test first. It has {count} questions and shows you the right course.',
    '?You can still change after the first lesson.',
  ),
  m(
    'Where do the lessons take place?',
    'The lessons are at {street} in the {room}. Please use the door behind the house because the front is closed after {hour}.',
    '?There is a lift.',
  ),
  m(
    'Who is the teacher?',
    'The teacher has taught this course for {count} years. She is looking forward to meeting you on {day}.',
    '?You will find more about her on our page.',
  ),
  // Energy and internet
  m(
    'My internet is slow.',
    'We have checked your line and there is a fault. A technician will repair it by {day}.',
    'You do not have to be at home.',
    '?We will take {amount} off your next invoice.',
  ),
  m(
    'How do I read my meter?',
    'You can find the number on the front of the meter. Please send us a photo by {date}.',
    '?The digits behind the comma are not important.',
  ),
  m(
    'Why is my bill so high?',
    'Your bill is higher because the price has changed on {date}. You have also used {percent} more than last year.',
    '?We can show you how to use less.',
  ),
  m(
    'I am moving house.',
    'Please tell us the new address and the day when you move. We will change the contract and it does not cost anything.',
    '?We need {count} weeks for the new line.',
  ),
  m(
    'Can I change to another plan?',
    'You can change your plan on {date}. The bigger one costs {amount} more a month.',
    '?You cannot go back before {count} months are over.',
  ),
  m(
    'There is no power in my street.',
    'We know that there is no power around {street}. Our team is there and it should be back by {hour}.',
    '?Please do not open the box in the hall.',
  ),
  m(
    'When is the installation?',
    'The installation is on {day} between {hour} and noon. It is important that an adult is at home.',
    '?The technician will call you before he comes.',
  ),
  m(
    'How do I pay my bill?',
    'You can pay the bill in your account or at the bank. Please use the number {number} so that we can find it.',
    '?It is due on {date}.',
  ),
]

function m(question: string, ...says: string[]): Matter {
  return { question, says }
}
