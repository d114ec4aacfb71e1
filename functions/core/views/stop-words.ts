import { foldText } from '#core/text/fold-text.ts';

/** Words that say nothing about a ticket's subject, in the most widely spoken languages. Contractions are listed by their parts. */
const byLanguage = {
  arabic:
    'على هذا هذه ذلك التي الذي إلى عند كان لقد ليس ماذا متى كيف لماذا نحن انت أنا هو هي مع عن من في لكن يمكن أريد فضلك شكرا',
  bengali: 'আমি আমার আমাকে আপনি আপনার এবং এই কিন্তু কেন কীভাবে করতে করে কোন জন্য থেকে নেই পারি না হয় হচ্ছে',
  chinese:
    '我们 你们 他们 这个 那个 什么 怎么 如何 为什么 可以 不能 没有 请问 您好 你好 谢谢 一个 因为 所以 但是 如果 已经 還是 我們 這個 什麼 怎麼 為什麼 沒有 請問 謝謝',
  english:
    'about after again all also and any are because been but can cannot could did does doesn don for from get got had has have hello help her him his how into isn its just more much need not now one our out please she should some still than thank thanks that the their them then there these they this too urgent very was wasn way were what when where which while who why will with won would you your',
  french:
    'afin ainsi alors aux avec bonjour car ces cette comment dans des donc elle est été être fait les leur mais merci mes moi mon nous par pas peut peux plus pour pourquoi quand que quel quelle qui sans ses son sont suis sur une vos votre vous',
  german:
    'aber alle als auch auf aus bei bin bitte danke das dass dem den der des die dies diese ein eine einem einen einer hallo habe haben hat ich ihr ihre ist kann kein keine mehr mein meine meinem meinen meiner mich mir mit nach nicht noch nur oder sehr sich sie sind über und uns vom von warum was wenn wer werden wie wir wird wurde zum zur',
  hindi:
    'मैं मेरा मेरी मेरे मुझे आप आपका आपकी आपके और कर करना करें कृपया का की के को कैसे कब कहाँ क्या क्यों है हैं था थी थे नहीं नमस्ते पर में यह वह लिए से हो गया रहा रही सकता सकते धन्यवाद',
  japanese:
    'から です ます まで する した して ない なる この その あの どの これ それ こと もの とき ため よう より について ください お願い どう なぜ できない できません ありがとう いる ある ので けど',
  portuguese:
    'ajuda como com das dos ela ele em essa esse esta este está estou favor foi isso mais mas meu meus minha minhas muito não nas nos obrigada obrigado olá para pela pelo por porque posso pode quando que quem sem ser seu sua são tem tenho uma você',
  russian:
    'без был была было быть вам вас все где для его еще или как какой когда который мне мной мой моя мое мои мою нам нас него нет она они оно очень под пожалуйста почему при про спасибо так там тоже только уже чем что чтобы это этот эта здравствуйте могу можно нужно помогите',
  spanish:
    'algo aquí como cómo con cual cuando cuándo del desde donde dónde ella ellos esa ese esta estas este esto está estoy favor gracias hace hasta hay hola las los más mis muy nada nos para pero por porque puedo puede que qué ser sin sobre son soy sus tengo tiene una unas uno unos usted',
  urdu: 'میں میرا میری میرے مجھے آپ اور کر کرنا کریں کا کی کے کو کیسے کیا کیوں ہے ہیں تھا نہیں پر یہ وہ لیے سے ہو گیا سکتا براہ شکریہ',
} as const;

const stopWords: ReadonlySet<string> = new Set(
  Object.values(byLanguage)
    .flatMap((words) => words.split(' '))
    .map(foldText),
);

/** Returns true if a word says nothing about a ticket's subject. */
export const isStopWord = (word: string): boolean => stopWords.has(foldText(word));
